using System.Text.Json;
using System.Text.Json.Serialization;

namespace Redox.Client.Benchmarks.Small;

// What an application would write for PatientSearch.Query without Redox.Client: the members that the payload has, and no more.

public sealed class Query : PlainObject
{
    public Meta? Meta { get; set; }
    public Patient? Patient { get; set; }
}

public sealed class Meta : PlainObject
{
    public string? DataModel { get; set; }
    public string? EventType { get; set; }
    public string? EventDateTime { get; set; }
    public bool? Test { get; set; }
    public List<Destination>? Destinations { get; set; }
    public string? FacilityCode { get; set; }
    public Source? Source { get; set; }
    public List<Log>? Logs { get; set; }
}

public sealed class Destination : PlainObject
{
    public string? ID { get; set; }
    public string? Name { get; set; }
}

public sealed class Source : PlainObject
{
    public string? ID { get; set; }
    public string? Name { get; set; }
}

public sealed class Log : PlainObject
{
    public string? ID { get; set; }
    public string? AttemptID { get; set; }
}

public sealed class Patient : PlainObject
{
    public Demographic? Demographics { get; set; }
    public List<string>? Notes { get; set; }
    public List<Identifier>? Identifiers { get; set; }
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
    public List<string>? EmailAddresses { get; set; }
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
    public string? Home { get; set; }
    public string? Office { get; set; }
    public string? Mobile { get; set; }
}

public sealed class Identifier : PlainObject
{
    public string? ID { get; set; }
    public string? IDType { get; set; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Query))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class QueryContext : JsonSerializerContext;
