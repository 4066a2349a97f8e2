namespace Redox.Client.Benchmarks.Large;

public sealed class Problem : PlainObject
{
    public string? Code { get; set; }
    public string? CodeSystem { get; set; }
    public string? CodeSystemName { get; set; }
    public string? Name { get; set; }
    public List<string>? AltCodes { get; set; }
    public string? StartDate { get; set; }
    public string? EndDate { get; set; }
    public CodedValue? Category { get; set; }
    public CodedValue? HealthStatus { get; set; }
    public CodedValue? Status { get; set; }
    public string? Comment { get; set; }
    public List<string>? Comments { get; set; }
}

public sealed class Procedure : PlainObject
{
    public List<Observation>? Observations { get; set; }
    public string? Code { get; set; }
    public string? CodeSystem { get; set; }
    public string? CodeSystemName { get; set; }
    public string? Name { get; set; }
    public List<string>? AltCodes { get; set; }
    public string? Status { get; set; }
    public string? DateTime { get; set; }
    public CodedValue? TargetSite { get; set; }
    public List<Comment>? Comments { get; set; }
    public List<Procedure>? Procedures { get; set; }
    public List<string>? Services { get; set; }
}

public sealed class Observation : PlainObject
{
    public string? Code { get; set; }
    public string? CodeSystem { get; set; }
    public string? CodeSystemName { get; set; }
    public string? Name { get; set; }
    public List<string>? AltCodes { get; set; }
    public string? Status { get; set; }
    public string? DateTime { get; set; }
    public CodedValue? TargetSite { get; set; }
    public List<string>? Comments { get; set; }
    public string? Interpretation { get; set; }
    public CodedValue? CodedValue { get; set; }
    public string? Value { get; set; }
    public string? ValueType { get; set; }
    public string? Units { get; set; }
    public ReferenceRange? ReferenceRange { get; set; }
}

public sealed class Result : PlainObject
{
    public string? Code { get; set; }
    public string? CodeSystem { get; set; }
    public string? CodeSystemName { get; set; }
    public string? Name { get; set; }
    public List<string>? AltCodes { get; set; }
    public string? Status { get; set; }
    public Producer? Producer { get; set; }
    public Encounter? Encounter { get; set; }
    public Specimen? Specimen { get; set; }
    public List<Observation>? Observations { get; set; }
}

public sealed class Producer : PlainObject
{
    public string? ID { get; set; }
    public string? IDType { get; set; }
    public string? Name { get; set; }
    public Address? Address { get; set; }
}

public sealed class Specimen : PlainObject
{
    public List<string>? Identifiers { get; set; }
    public CodedValue? Source { get; set; }
    public CodedValue? TargetSite { get; set; }
    public string? CollectionDateTime { get; set; }
}

public sealed class ReferenceRange : PlainObject
{
    public string? Low { get; set; }
    public string? High { get; set; }
    public string? Text { get; set; }
}

public sealed class VitalSign : PlainObject
{
    public string? DateTime { get; set; }
    public List<Observation>? Observations { get; set; }
}
