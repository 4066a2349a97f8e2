using Redox.Client.Models;

namespace Redox.Client.Tests.Messages.Snapshots;

/// <summary>Every event of PatientSearch, made with builders.</summary>
internal static class PatientSearchMessages
{
    internal static IEnumerable<IRedoxMessage> All => [LocationQuery, LocationQueryResponse, Query, Response];

    private static PatientSearchLocationQuery LocationQuery => PatientSearchLocationQuery.Build(m => m
        .To(Clinic.EhrDestination)
        .Patient(p => p.AddIdentifier("0000000142", "MR").Demographics(Clinic.Zoe)));

    private static PatientSearchLocationQueryResponse LocationQueryResponse => PatientSearchLocationQueryResponse.Build(m => m
        .AddPatient(p => p
            .AddIdentifier("77-881", "2.16.840.1.113883.3.9999")
            .Organization(o => o
                .Active(true)
                .Name("Lakeview Hospital")
                .AddAlias("Lakeview")
                .AddIdentifier("2.16.840.1.113883.3.9999", "OID")
                .Type(t => t.Value("prov").System("http://terminology.example.org/organization-type"))
                .AddContact(c => c.Purpose("Technical").Name("Interface desk").AddEmailAddress("interfaces@lakeview.example.org"))
                .AddEndpoint(e => e.Name("Documents").Address("https://lakeview.example.org/documents").MIMEType("application/xml")))));

    private static PatientSearchQuery Query => PatientSearchQuery.Build(m => m
        .To("Lakeview Hospital")
        .Patient(p => p.Demographics(Clinic.Zoe)));

    private static PatientSearchResponse Response => PatientSearchResponse.Build(m => m
        .Patient(p => p
            .AddIdentifier("0000000142", "MR")
            .Demographics(Clinic.Zoe)
            .AddAllergy(a => a.Code("111088007").Codeset("SNOMED").Name("Latex").AddReaction(r => r.Code("247472004").Name("Hives")))
            .PCP(Clinic.DrOkafor))
        .AddPotentialMatch(p => p.AddIdentifier("0000000199", "MR").Demographics(d => d.FirstName("Zoe").LastName("O'Hara").IsDeceased(false))));
}
