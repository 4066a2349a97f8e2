using System.Text.Json;
using System.Text.Json.Serialization;

namespace Redox.Client.Benchmarks.Large;

// What an application would write for Clinical Summary.PatientPush without Redox.Client: the members that the payload has, and no more.

public sealed class Summary : PlainObject
{
    public Meta? Meta { get; set; }
    public Header? Header { get; set; }
    public List<Allergy>? Allergies { get; set; }
    public List<Encounter>? Encounters { get; set; }
    public List<Immunization>? Immunizations { get; set; }
    public List<Medication>? Medications { get; set; }
    public List<Problem>? Problems { get; set; }
    public Procedure? Procedures { get; set; }
    public List<Result>? Results { get; set; }
    public List<VitalSign>? VitalSigns { get; set; }
}

public sealed class Meta : PlainObject
{
    public string? DataModel { get; set; }
    public string? EventType { get; set; }
    public string? EventDateTime { get; set; }
    public bool? Test { get; set; }
    public Source? Source { get; set; }
    public List<Destination>? Destinations { get; set; }
    public List<Log>? Logs { get; set; }
    public Message? Message { get; set; }
    public Transmission? Transmission { get; set; }
    public string? FacilityCode { get; set; }
}

public sealed class Source : PlainObject
{
    public string? ID { get; set; }
    public string? Name { get; set; }
}

public sealed class Destination : PlainObject
{
    public string? ID { get; set; }
    public string? Name { get; set; }
}

public sealed class Log : PlainObject
{
    public string? ID { get; set; }
    public string? AttemptID { get; set; }
}

public sealed class Message : PlainObject
{
    public long? ID { get; set; }
}

public sealed class Transmission : PlainObject
{
    public long? ID { get; set; }
}

public sealed class Header : PlainObject
{
    public string? DirectAddressFrom { get; set; }
    public string? DirectAddressTo { get; set; }
    public Document? Document { get; set; }
    public Patient? Patient { get; set; }
    public PCP? PCP { get; set; }
}

public sealed class Document : PlainObject
{
    public Author? Author { get; set; }
    public string? ID { get; set; }
    public string? Locale { get; set; }
    public string? Title { get; set; }
    public string? DateTime { get; set; }
    public string? Type { get; set; }
    public CodedValue? TypeCode { get; set; }
    public CodedValue? Confidentiality { get; set; }
    public Custodian? Custodian { get; set; }
}

public sealed class Author : PlainObject
{
    public string? ID { get; set; }
    public string? IDType { get; set; }
    public string? FirstName { get; set; }
    public string? LastName { get; set; }
    public List<string>? Credentials { get; set; }
    public Address? Address { get; set; }
    public List<string>? EmailAddresses { get; set; }
    public PhoneNumber? PhoneNumber { get; set; }
    public AuthorLocation? Location { get; set; }
    public string? Type { get; set; }
}

public sealed class Address : PlainObject
{
    public string? StreetAddress { get; set; }
    public string? City { get; set; }
    public string? State { get; set; }
    public string? ZIP { get; set; }
    public string? County { get; set; }
    public string? Country { get; set; }
}

public sealed class PhoneNumber : PlainObject
{
    public string? Office { get; set; }
    public string? Home { get; set; }
    public string? Mobile { get; set; }
}

public sealed class AuthorLocation : PlainObject
{
    public string? Type { get; set; }
    public string? Facility { get; set; }
    public List<FacilityIdentifier>? FacilityIdentifiers { get; set; }
    public string? Department { get; set; }
    public List<DepartmentIdentifier>? DepartmentIdentifiers { get; set; }
    public string? Room { get; set; }
}

public sealed class FacilityIdentifier : PlainObject
{
    public string? ID { get; set; }
    public string? IDType { get; set; }
}

public sealed class DepartmentIdentifier : PlainObject
{
    public string? ID { get; set; }
    public string? IDType { get; set; }
}

public sealed class CodedValue : PlainObject
{
    public string? Code { get; set; }
    public string? CodeSystem { get; set; }
    public string? CodeSystemName { get; set; }
    public string? Name { get; set; }
    public List<CodedValue>? AltCodes { get; set; }
}

public sealed class Custodian : PlainObject
{
    public List<Identifier>? Identifiers { get; set; }
    public string? Name { get; set; }
    public Address? Address { get; set; }
    public List<Telecom>? Telecom { get; set; }
    public CodedValue? Type { get; set; }
}

public sealed class Identifier : PlainObject
{
    public string? ID { get; set; }
    public string? IDType { get; set; }
    public string? Type { get; set; }
}

public sealed class Telecom : PlainObject
{
    public string? System { get; set; }
    public string? Value { get; set; }
    public string? Use { get; set; }
}

public sealed class Patient : PlainObject
{
    public List<Identifier>? Identifiers { get; set; }
    public Demographic? Demographics { get; set; }
    public Organization? Organization { get; set; }
}

public sealed class Demographic : PlainObject
{
    public string? FirstName { get; set; }
    public string? MiddleName { get; set; }
    public string? LastName { get; set; }
    public string? DOB { get; set; }
    public string? SSN { get; set; }
    public string? Sex { get; set; }
    public Address? Address { get; set; }
    public PhoneNumber? PhoneNumber { get; set; }
    public List<EmailAddress>? EmailAddresses { get; set; }
    public string? Language { get; set; }
    public string? Race { get; set; }
    public List<CodedValue>? RaceCodes { get; set; }
    public string? Ethnicity { get; set; }
    public List<string>? EthnicGroupCodes { get; set; }
    public string? Religion { get; set; }
    public string? MaritalStatus { get; set; }
    public bool? IsDeceased { get; set; }
    public string? DeathDateTime { get; set; }
}

public sealed class EmailAddress : PlainObject
{
    public string? Address { get; set; }
}

public sealed class Organization : PlainObject
{
    public List<string>? Identifiers { get; set; }
    public string? Name { get; set; }
    public Address? Address { get; set; }
    public List<string>? Telecom { get; set; }
    public CodedValue? Type { get; set; }
}

public sealed class PCP : PlainObject
{
    public string? ID { get; set; }
    public string? IDType { get; set; }
    public string? FirstName { get; set; }
    public string? LastName { get; set; }
    public List<string>? Credentials { get; set; }
    public Address? Address { get; set; }
    public List<string>? EmailAddresses { get; set; }
    public PhoneNumber? PhoneNumber { get; set; }
    public PCPLocation? Location { get; set; }
    public string? Type { get; set; }
}

public sealed class PCPLocation : PlainObject
{
    public string? Type { get; set; }
    public string? Facility { get; set; }
    public List<FacilityIdentifier>? FacilityIdentifiers { get; set; }
    public string? Department { get; set; }
    public List<DepartmentIdentifier>? DepartmentIdentifiers { get; set; }
    public string? Room { get; set; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Summary))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class SummaryContext : JsonSerializerContext;
