using Redox.Client.Models;

namespace Redox.Client.Tests.Messages.Snapshots;

/// <summary>Every event of PatientAdmin, made with builders.</summary>
internal static class PatientAdminMessages
{
    internal static IEnumerable<IRedoxMessage> All =>
    [
        Arrival, Cancel, CensusQuery, CensusQueryResponse, Discharge, NewPatient, PatientMerge, PatientUpdate, PreAdmit, Registration, Transfer, VisitMerge,
        VisitQuery, VisitQueryResponse, VisitUpdate,
    ];

    private static PatientAdminArrival Arrival => PatientAdminArrival.Build(m => m
        .Patient(p => p.AddIdentifier("0000000142", "MR").Demographics(Clinic.Zoe))
        .Visit(v => v
            .VisitNumber("90210-17")
            .PatientClass(PatientClass.Emergency)
            .VisitDateTime(Clinic.Morning)
            .Reason("Palpitations")
            .Balance(-12.50m)
            .DiagnosisRelatedGroup(309)
            .DiagnosisRelatedGroupType(2)
            .AttendingProvider(Clinic.DrOkafor)
            .Location(Clinic.Ward3North)));

    private static PatientAdminCancel Cancel => PatientAdminCancel.Build(m => m
        .Meta(meta => meta with { CanceledEvent = CanceledEvent.Arrival, FacilityCode = "LVH" })
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Visit(v => v.VisitNumber("90210-17")));

    private static PatientAdminCensusQuery CensusQuery => PatientAdminCensusQuery.Build(m => m
        .To(Clinic.EhrDestination)
        .AddPatientClass("Inpatient")
        .AddDepartment("3 North")
        .AddFacility("Lakeview Hospital"));

    private static PatientAdminCensusQueryResponse CensusQueryResponse => PatientAdminCensusQueryResponse.Build(m => m
        .AddPatient(p => p
            .AddIdentifier("0000000142", "MR")
            .Demographics(Clinic.Zoe)
            .AddVisit(v => v.VisitNumber("90210-17").PatientClass(PatientClass.Inpatient).Status("Admitted").Location(Clinic.Ward3North))));

    private static PatientAdminDischarge Discharge => PatientAdminDischarge.Build(m => m
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Visit(v => v
            .VisitNumber("90210-17")
            .DischargeDateTime(Clinic.Morning.AddDays(2))
            .DischargeStatus(s => s.Code(DischargeStatusCode.HomeHealthCare).Codeset("UB-04 FL17").Description("Home under care"))
            .DischargeLocation(l => l.Type("Home"))));

    private static PatientAdminNewPatient NewPatient => PatientAdminNewPatient.Build(m => m
        .To(Clinic.EhrDestination)
        .Patient(p => p
            .AddIdentifier("0000000142", "MR")
            .Demographics(Clinic.Zoe)
            .AddNote("Prefers messages")
            .AddContact(c => c
                .FirstName("Per").LastName("Lindqvist")
                .RelationToPatient(RelationToPatient.LifePartner)
                .AddEmailAddress("per@example.org")
                .AddRole("Emergency Contact"))
            .AddDiagnosis(d => d.Code("I48.0").Codeset(DiagnosisCodeset.ICD10).Type(DiagnosisType.Working).DocumentedDateTime(new DateOnly(2025, 11, 4)))
            .PCP(Clinic.DrOkafor)
            .Guarantor(g => g.FirstName("Per").LastName("Lindqvist").DOB(new DateOnly(1981, 7, 14)).Employer(e => e.Name("Lakeside Boats")).Spouse(s => s.FirstName("Zoë")))
            .AddInsurance(i => i
                .Plan(x => x.ID("P-200").IDType("Payor ID").Name("Badger Choice"))
                .MemberNumber("MBR-00017")
                .Company(x => x.ID("60054").Name("Badger Mutual"))
                .EffectiveDate(new DateOnly(2025, 1, 1))
                .Priority("1")
                .AgreementType(InsuranceAgreementType.Standard)
                .Insured(x => x.AddIdentifier("MBR-00017", "Member").Relationship(RelationToPatient.Self)))));

    private static PatientAdminPatientMerge PatientMerge => PatientAdminPatientMerge.Build(m => m
        .Patient(p => p.AddIdentifier("0000000142", "MR").AddPreviousIdentifier("0000000199", "MR")));

    private static PatientAdminPatientUpdate PatientUpdate => PatientAdminPatientUpdate.Build(m => m
        .To(Clinic.EhrDestination)
        .Patient(p => p
            .AddIdentifier("0000000142", "MR")
            .Demographics(d => d.IsDeceased(true).DeathDateTime(new DateOnly(2026, 5, 17)).Race(Race.Unknown).IsHispanic(false).AddCitizenship("SE").AddCitizenship("US"))));

    private static PatientAdminPreAdmit PreAdmit => PatientAdminPreAdmit.Build(m => m
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Visit(v => v.VisitNumber("90210-17").VisitDateTime(Clinic.Morning.AddDays(7)).AdmittingProvider(Clinic.DrOkafor)));

    private static PatientAdminRegistration Registration => PatientAdminRegistration.Build(m => m
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Visit(v => v.VisitNumber("90210-17").PatientClass("Recurring").Duration(30).AddInstruction("Ask for the front desk")));

    private static PatientAdminTransfer Transfer => PatientAdminTransfer.Build(m => m
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Visit(v => v.VisitNumber("90210-17").Location(l => l.Department("ICU").Room("4")).PreviousLocation(Clinic.Ward3North)));

    private static PatientAdminVisitMerge VisitMerge => PatientAdminVisitMerge.Build(m => m
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Visit(v => v
            .VisitNumber("90210-17")
            .AccountNumber("ACC-5567")
            .Extensions(e => e.Add("previous-visit-number", x => x.Url("https://example.org/visit").String("90210-16")))));

    private static PatientAdminVisitQuery VisitQuery => PatientAdminVisitQuery.Build(m => m
        .To(Clinic.EhrDestination)
        .AddVisitStatus("Admitted")
        .AddPatient(p => p.AddIdentifier("0000000142", "MR"))
        .AddVisitNumber("90210-17")
        .VisitStartDateTime(Clinic.Morning));

    private static PatientAdminVisitQueryResponse VisitQueryResponse => PatientAdminVisitQueryResponse.Build(m => m
        .AddPatient(p => p.AddIdentifier("0000000142", "MR").AddVisit(v => v.VisitNumber("90210-17").Status("Discharged"))));

    private static PatientAdminVisitUpdate VisitUpdate => PatientAdminVisitUpdate.Build(m => m
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Visit(v => v.VisitNumber("90210-17").ConsultingProvider(Clinic.DrOkafor).AddAdditionalStaff(s => s.ID("4471"))));
}
