using System.Text.Json;
using System.Text.Json.Serialization;

namespace Redox.Client.Benchmarks.Medium;

// What an application would write for Scheduling.New without Redox.Client: the members that the payload has, and no more.

public sealed class Appointment : PlainObject
{
    public Meta? Meta { get; set; }
    public Patient? Patient { get; set; }
    public List<AppointmentInfo>? AppointmentInfo { get; set; }
    public Visit? Visit { get; set; }
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

public sealed class Patient : PlainObject
{
    public List<Identifier>? Identifiers { get; set; }
    public Demographic? Demographics { get; set; }
    public List<string>? Notes { get; set; }
}

public sealed class Identifier : PlainObject
{
    public string? ID { get; set; }
    public string? IDType { get; set; }
}

public sealed class Demographic : PlainObject
{
    public string? FirstName { get; set; }
    public string? MiddleName { get; set; }
    public string? LastName { get; set; }
    public string? DOB { get; set; }
    public string? SSN { get; set; }
    public string? Sex { get; set; }
    public string? Race { get; set; }
    public bool? IsHispanic { get; set; }
    public string? Religion { get; set; }
    public string? MaritalStatus { get; set; }
    public bool? IsDeceased { get; set; }
    public string? DeathDateTime { get; set; }
    public PhoneNumber? PhoneNumber { get; set; }
    public List<string>? EmailAddresses { get; set; }
    public string? Language { get; set; }
    public List<string>? Citizenship { get; set; }
    public Address? Address { get; set; }
}

public sealed class PhoneNumber : PlainObject
{
    public string? Home { get; set; }
    public string? Office { get; set; }
    public string? Mobile { get; set; }
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

public sealed class AppointmentInfo : PlainObject
{
    public string? Code { get; set; }
    public string? Codeset { get; set; }
    public string? Description { get; set; }
    public string? Value { get; set; }
}

public sealed class Visit : PlainObject
{
    public string? VisitNumber { get; set; }
    public string? AccountNumber { get; set; }
    public string? VisitDateTime { get; set; }
    public string? PatientClass { get; set; }
    public string? Status { get; set; }
    public long? Duration { get; set; }
    public string? Reason { get; set; }
    public string? Type { get; set; }
    public List<string>? Instructions { get; set; }
    public Provider? AttendingProvider { get; set; }
    public Provider? ConsultingProvider { get; set; }
    public Provider? ReferringProvider { get; set; }
    public Provider? VisitProvider { get; set; }
    public Location? Location { get; set; }
    public List<AdditionalStaff>? AdditionalStaff { get; set; }
    public List<Diagnosis>? Diagnoses { get; set; }
    public List<Equipment>? Equipment { get; set; }
}

public sealed class Provider : PlainObject
{
    public string? ID { get; set; }
    public string? IDType { get; set; }
    public string? FirstName { get; set; }
    public string? LastName { get; set; }
    public List<string>? Credentials { get; set; }
    public Address? Address { get; set; }
    public List<string>? EmailAddresses { get; set; }
    public PhoneNumber? PhoneNumber { get; set; }
    public Location? Location { get; set; }
}

public sealed class Location : PlainObject
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

public sealed class AdditionalStaff : PlainObject
{
    public string? ID { get; set; }
    public string? IDType { get; set; }
    public string? FirstName { get; set; }
    public string? LastName { get; set; }
    public List<string>? Credentials { get; set; }
    public Address? Address { get; set; }
    public List<string>? EmailAddresses { get; set; }
    public PhoneNumber? PhoneNumber { get; set; }
    public Location? Location { get; set; }
    public Role? Role { get; set; }
    public string? StartDateTime { get; set; }
    public long? Duration { get; set; }
}

public sealed class Role : PlainObject
{
    public string? Code { get; set; }
    public string? Codeset { get; set; }
    public string? Description { get; set; }
}

public sealed class Diagnosis : PlainObject
{
    public string? Code { get; set; }
    public string? Codeset { get; set; }
    public string? Name { get; set; }
    public string? Type { get; set; }
    public string? DocumentedDateTime { get; set; }
}

public sealed class Equipment : PlainObject
{
    public string? Code { get; set; }
    public string? Codeset { get; set; }
    public string? Description { get; set; }
    public string? StartDateTime { get; set; }
    public long? Duration { get; set; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Appointment))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class AppointmentContext : JsonSerializerContext;
