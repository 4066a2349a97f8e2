namespace Redox.Client.Benchmarks.Large;

public sealed class Allergy : PlainObject
{
    public CodedValue? Type { get; set; }
    public CodedValue? Substance { get; set; }
    public List<Reaction>? Reaction { get; set; }
    public CodedValue? Severity { get; set; }
    public CodedValue? Criticality { get; set; }
    public CodedValue? Status { get; set; }
    public string? StartDate { get; set; }
    public string? EndDate { get; set; }
    public string? Comment { get; set; }
    public List<Comment>? Comments { get; set; }
    public bool? IsNegativeIndicator { get; set; }
}

public sealed class Reaction : PlainObject
{
    public string? Code { get; set; }
    public string? CodeSystem { get; set; }
    public string? CodeSystemName { get; set; }
    public string? Name { get; set; }
    public List<string>? AltCodes { get; set; }
    public CodedValue? Severity { get; set; }
    public string? Text { get; set; }
}

public sealed class Comment : PlainObject
{
    public string? Text { get; set; }
}

public sealed class Encounter : PlainObject
{
    public List<Identifier>? Identifiers { get; set; }
    public CodedValue? Type { get; set; }
    public string? DateTime { get; set; }
    public string? EndDateTime { get; set; }
    public string? Status { get; set; }
    public List<Provider>? Providers { get; set; }
    public List<EncounterLocation>? Locations { get; set; }
    public List<Diagnosis>? Diagnosis { get; set; }
    public List<CodedValue>? ReasonForVisit { get; set; }
    public CodedValue? DischargeDisposition { get; set; }
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
    public ProviderLocation? Location { get; set; }
    public string? NPI { get; set; }
    public CodedValue? Role { get; set; }
}

public sealed class ProviderLocation : PlainObject
{
    public string? Type { get; set; }
    public string? Facility { get; set; }
    public List<FacilityIdentifier>? FacilityIdentifiers { get; set; }
    public string? Department { get; set; }
    public List<DepartmentIdentifier>? DepartmentIdentifiers { get; set; }
    public string? Room { get; set; }
}

public sealed class EncounterLocation : PlainObject
{
    public List<string>? Identifiers { get; set; }
    public Address? Address { get; set; }
    public CodedValue? Type { get; set; }
    public string? Name { get; set; }
    public List<string>? Telecom { get; set; }
}

public sealed class Diagnosis : PlainObject
{
    public string? Code { get; set; }
    public string? CodeSystem { get; set; }
    public string? CodeSystemName { get; set; }
    public string? Name { get; set; }
    public List<string>? AltCodes { get; set; }
    public string? StartDate { get; set; }
    public string? EndDate { get; set; }
    public CodedValue? Status { get; set; }
    public List<string>? Comments { get; set; }
    public bool? IsNegativeIndicator { get; set; }
}

public sealed class Immunization : PlainObject
{
    public string? DateTime { get; set; }
    public CodedValue? Route { get; set; }
    public Product? Product { get; set; }
    public Dose? Dose { get; set; }
    public string? Status { get; set; }
}

public sealed class Product : PlainObject
{
    public string? Code { get; set; }
    public string? CodeSystem { get; set; }
    public string? CodeSystemName { get; set; }
    public string? Name { get; set; }
    public List<string>? AltCodes { get; set; }
    public string? Manufacturer { get; set; }
    public string? LotNumber { get; set; }
}

public sealed class Dose : PlainObject
{
    public string? Quantity { get; set; }
    public string? Units { get; set; }
}

public sealed class Medication : PlainObject
{
    public bool? Prescription { get; set; }
    public string? FreeTextSig { get; set; }
    public Dose? Dose { get; set; }
    public Rate? Rate { get; set; }
    public CodedValue? Route { get; set; }
    public string? Status { get; set; }
    public string? StartDate { get; set; }
    public string? EndDate { get; set; }
    public Frequency? Frequency { get; set; }
    public bool? IsPRN { get; set; }
    public long? NumberOfRefillsRemaining { get; set; }
    public CodedValue? Product { get; set; }
    public List<CodedValue>? Indications { get; set; }
    public SupplyOrder? SupplyOrder { get; set; }
}

public sealed class Rate : PlainObject
{
    public string? Quantity { get; set; }
    public string? Units { get; set; }
}

public sealed class Frequency : PlainObject
{
    public string? Period { get; set; }
    public string? PeriodMax { get; set; }
    public string? Unit { get; set; }
    public string? EventCode { get; set; }
    public bool? InstitutionSpecified { get; set; }
}

public sealed class SupplyOrder : PlainObject
{
    public string? Quantity { get; set; }
    public string? Units { get; set; }
    public long? NumberOfRefillsRemaining { get; set; }
    public string? StartDate { get; set; }
    public string? EndDate { get; set; }
}
