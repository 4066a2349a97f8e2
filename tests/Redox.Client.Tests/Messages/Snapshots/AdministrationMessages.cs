using Redox.Client.Models;

namespace Redox.Client.Tests.Messages.Snapshots;

/// <summary>One event of each data model about billing, directories, stock, studies and sign-on.</summary>
internal static class AdministrationMessages
{
    internal static IEnumerable<IRedoxMessage> All => [Claim, Enrichment, ProvidersDetails, Financial, Insurance, InsuranceChange, Inventory, Organization, Provider, Research, Sso];

    private static ClaimSubmission Claim => ClaimSubmission.Build(m => m
        .To(Clinic.EhrDestination)
        .Transaction(t => t.ID("TX-1").Type("Professional").Submitter(s => s.Name("Lakeview Billing").PhoneNumber(p => p.Fax("+16085550111"))))
        .Patient(p => p.AddIdentifier("0000000142", "MR").IsPregnant("No"))
        .AddClaim(c => c
            .SubmissionNumber("CLM-3")
            .TotalAmount("180.00")
            .IsProviderSignatureOnFile(true)
            .AddDiagnosis("I48.0", DiagnosisCodeset.ICD10)
            .AddService(s => s.Code("93000").Codeset("CPT").Amount("180.00").StartDateTime(new DateOnly(2026, 3, 2)).Quantity("1", "UN"))));

    private static EnrichmentNormalizationQuery Enrichment => EnrichmentNormalizationQuery.Build(m => m
        .To(Clinic.EhrDestination)
        .AddEntry(e => e.EntryID("1").Category("Problem").Description("afib")));

    private static EnrichmentProvidersDetailsGet ProvidersDetails => EnrichmentProvidersDetailsGet.Build(m => m
        .To(Clinic.EhrDestination)
        .Providers(p => p.AddIdentifier("1730512899").AddIdentifier("1990000025")));

    private static InsuranceNew Insurance => InsuranceNew.Build(m => m
        .To(Clinic.EhrDestination)
        .AddInsurance(i => i
            .Plan(p => p.ID("LV-PPO").IDType("Lakeview plans").Name("Lakeview PPO").Type("PPO"))
            .Payer(p => p.ID("60054").IDType("Payer ID").Name("Harbor Mutual").Alias("HM").Address(a => a.City("Madison").State("WI")))));

    private static InsuranceUpdate InsuranceChange => InsuranceUpdate.Build(m => m
        .To(Clinic.EhrDestination)
        .AddInsurance(i => i.Plan(p => p.ID("LV-PPO").Name("Lakeview PPO Plus"))));

    private static FinancialTransaction Financial => FinancialTransaction.Build(m => m
        .To(Clinic.EhrDestination)
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Visit(v => v.VisitNumber("90210-17").Balance(20.05m))
        .AddTransaction(t => t
            .ID("CHG-1")
            .Type("Charge")
            .DateTimeOfService(Clinic.Morning)
            .Chargeable(c => c.Code("93000"))
            .AddPerformer("1730512899", "NPI")
            .NDC("00056-0172-70", "Warfarin")));

    private static InventoryDeplete Inventory => InventoryDeplete.Build(m => m
        .To(Clinic.EhrDestination)
        .AddItem(i => i
            .AddIdentifier("STENT-20", "Lakeview stock")
            .Quantity(1)
            .WastedQuantity(0.0m)
            .LotNumber("LT-4410")
            .IsChargeable(true)
            .Price(1249.90m)
            .Vendor(v => v.Name("Harbor Medical").CatalogNumber("HM-20"))));

    private static OrganizationNew Organization => OrganizationNew.Build(m => m
        .To(Clinic.EhrDestination)
        .Directory("Lakeview directory")
        .AddOrganization(o => o
            .Active(true)
            .Name("Lakeview Hospital")
            .PartOf(p => p.Identifier(i => i.System("urn:oid:2.16.840.1.113883.3").Value("9999")))
            .AddEndpoint(e => e.Address("https://lakeview.example.org/documents").Attributes(a => a.Transaction("XCPD ITI-55")))));

    private static ProviderNew Provider => ProviderNew.Build(m => m
        .AddProvider(p => p
            .AddIdentifier("1730512899", "NPI")
            .IsActive(true)
            .Demographics(d => d.FirstName("Chidi").LastName("Okafor").Sex(Sex.Male).AddLanguage("ig").AddAddress(a => a.Use("office").City("Madison")))
            .AddQualification(q => q.Code("MD").StartDate(new DateOnly(2009, 6, 1)))
            .AddRole(r => r
                .AddSpecialty("207RC0000X", "NUCC", "Cardiovascular disease")
                .AddAvailability(a => a.AddDay(Weekday.Monday).AddDay(Weekday.Thursday).AvailableStartTime("08:00").AvailableEndTime("16:30")))));

    private static ResearchSubjectUpdate Research => ResearchSubjectUpdate.Build(m => m
        .To(Clinic.EhrDestination)
        .Enrollment(e => e.SubjectStatus("Enrolled").StartDateTime(Clinic.Morning))
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Study(s => s.AddIdentifier("LV-AF-07", "Lakeview studies").Title("Early ablation").Eligibility(e => e.MinimumAge(18).MaximumAge(80))));

    private static SsoSignOn Sso => SsoSignOn.Build(m => m
        .Subject("d.okafor")
        .IssuedAt(Clinic.Morning)
        .Expiration(Clinic.Morning.AddMinutes(5))
        .UserId("4470")
        .NPI("1730512899")
        .TimeZone("America/Chicago")
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Order("ORD-9"));
}
