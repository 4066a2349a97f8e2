using System.Text.Json;
using Redox.Client.Models;

namespace Redox.Client.Tests.Messages.Snapshots;

/// <summary>One event of each data model that accompanies the treatment of a patient.</summary>
internal static class CareMessages
{
    internal static IEnumerable<IRedoxMessage> All =>
        [ClinicalDecisions, ClinicalSummary, Device, Flowsheet, Media, Medications, Order, PatientEducation, Referral, Results, SurgicalScheduling, Vaccination];

    private static ClinicalDecisionsRequest ClinicalDecisions => ClinicalDecisionsRequest.Build(m => m
        .To(Clinic.EhrDestination)
        .Session(s => s.AddQuestion(q => q.Question("RENAL", "Lakeview", "Renal failure?").Answer("N", "Lakeview", "No")))
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .OrderingProvider("1730512899", "NPI")
        .AddUnsignedMedicationOrder(o => o
            .AddIdentifier("draft-1", "Lakeview orders")
            .Product("855332", "RxNorm", "Warfarin sodium 5 MG Oral Tablet")
            .Dose(d => d.Quantity(2.5m).Units("mg"))
            .Frequency(f => f.Period("24").Unit("h")))
        .AddUnsignedProcedureOrder(o => o.AddIdentifier("draft-2", "Lakeview orders").Code("93000").Codeset("CPT").BodySite("80891009", "SNOMED", "Heart")));

    private static ClinicalSummaryPatientPush ClinicalSummary => ClinicalSummaryPatientPush.Build(m => m
        .To(Clinic.EhrDestination)
        .Header(h => h
            .Document(d => d.ID("doc-9").Title("Summary of care").DateTime(Clinic.Morning).TypeCode("34133-9", "2.16.840.1.113883.6.1", "LOINC", "Summary"))
            .Patient(p => p.AddIdentifier(i => i.ID("0000000142").IDType("MR")).Demographics(d => d.FirstName("Zoë").AddEmailAddress("zoe.ohara@example.org"))))
        .AllergyText("Latex: hives")
        .AddAllergy(a => a.Substance("111088007", "2.16.840.1.113883.6.96", "SNOMED CT", "Latex").IsNegativeIndicator(false))
        .AddMedication(x => x
            .Prescription(true)
            .Dose("2.5", "mg")
            .StartDate(new DateOnly(2026, 3, 2))
            .IsPRN(false)
            .NumberOfRefillsRemaining(0))
        .AddProblem(p => p.Code("282825002").CodeSystemName("SNOMED CT").Name("Paroxysmal atrial fibrillation").StartDate(new DateOnly(2025, 11, 4))));

    private static DeviceNew Device => DeviceNew.Build(m => m
        .To(Clinic.EhrDestination)
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Device("cuff-0009")
        .AddObservation(o => o.DateTime(Clinic.Morning).Code("8480-6").Codeset("LOINC").Value("128").ValueType(ResultValueType.Numeric).Units("mm[Hg]")));

    private static FlowsheetNew Flowsheet => FlowsheetNew.Build(m => m
        .To(Clinic.EhrDestination)
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Visit(v => v.VisitNumber("90210-17"))
        .AddObservation(o => o
            .DateTime(Clinic.Morning)
            .Code("8867-4").Codeset("LOINC")
            .Value("141").ValueType(ResultValueType.Numeric).Units("/min")
            .ReferenceRange(r => r.Low(60).High(100))
            .AbnormalFlag(AbnormalFlag.VeryHigh)
            .Observer(x => x.ID("4471").FirstName("Mei").LastName("Tanaka"))));

    private static MediaNew Media => MediaNew.Build(m => m
        .To(Clinic.EhrDestination)
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Media(f => f
            .FileType("PDF").FileName("ecg.pdf").FileContents("JVBERi0xLjcK+/8=")
            .DocumentType("ECG").DocumentID("media-4")
            .Provider(Clinic.DrOkafor)
            .Authenticated(MediaAuthenticated.True)
            .Availability(MediaAvailability.Available)));

    private static MedicationsNew Medications => MedicationsNew.Build(m => m
        .To(Clinic.EhrDestination)
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Order(o => o
            .ID("MED-77")
            .Medication(x => x
                .Product("855332", "2.16.840.1.113883.6.88", "RxNorm", "Warfarin sodium 5 MG Oral Tablet")
                .Dose(d => d.Quantity(0.5m).Units("{tbl}"))
                .FreeTextSig("½ tablet every evening")
                .Frequency(f => f.Period(24m).Unit("h"))
                .Dispense(d => d.Amount(30).Units("{tbl}"))
                .NumberOfRefillsRemaining(3))
            .Provider(Clinic.DrOkafor)
            .Priority(OrderPriority.Routine)));

    private static OrderNew Order => OrderNew.Build(m => m
        .To(Clinic.EhrDestination)
        .To("Lakeview Laboratory")
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Order(o => o
            .ID("ORD-9")
            .Status(OrderStatus.New)
            .TransactionDateTime(Clinic.Morning)
            .Procedure("6301-6", "LOINC", "INR")
            .Provider(Clinic.DrOkafor)
            .Expiration(new DateOnly(2026, 9, 2))
            .AddClinicalInfo(i => i.Code("FASTING").Value("No"))
            .AdditionalProperty("RequestedTube", JsonSerializer.SerializeToElement("blue"))));

    private static PatientEducationNew PatientEducation => PatientEducationNew.Build(m => m
        .To(Clinic.EhrDestination)
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .AddEducation(e => e
            .Subject("ANTICOAG", "Lakeview", "Living with anticoagulants")
            .CreatedDateTime(Clinic.Morning)
            .AddAssignment(a => a.Code("VID-3").Topic("DIET", "Lakeview", "Vitamin K").AddAssignee(x => x.Learner("Patient").ContentType("Video")))));

    private static ReferralNew Referral => ReferralNew.Build(m => m
        .To(Clinic.EhrDestination)
        .Referral(r => r.ID("REF-12").Category("Outpatient").DateTime(Clinic.Morning).Reason("Ablation?"))
        .Patient(p => p.AddIdentifier("0000000142", "MR")));

    private static ResultsNew Results => ResultsNew.Build(m => m
        .To(Clinic.EhrDestination)
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .AddOrder(o => o
            .ID("ORD-9")
            .Status(ResultOrderStatus.Resulted)
            .ResultsStatus(OverallResultsStatus.Final)
            .AddResult(r => r
                .Code("6301-6").Codeset("LOINC")
                .Value("2.40").ValueType(ResultValueType.StructuredNumeric)
                .Status(ResultStatus.Final)
                .ReferenceRange(x => x.Low(0.8m).High(1.20m).Text("without anticoagulants"))
                .AddNote("Within the target of 2.0 - 3.0"))));

    private static SurgicalSchedulingNew SurgicalScheduling => SurgicalSchedulingNew.Build(m => m
        .To(Clinic.EhrDestination)
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .AddProcedure(p => p.Code("93656").Codeset("CPT").DateTime(Clinic.Morning.AddDays(30)).Duration(180).AddProcedureInfo("Side", "Left"))
        .AddSurgeryStaff(s => s.ID("4471").Role("RN", "Lakeview", "Nurse"))
        .AddSurgicalInfo("ANESTHESIA", "Lakeview", "Kind of anesthesia", "General")
        .Visit(v => v.VisitNumber("90210-30").Location(l => l.Department("OR").Room("2")))
        .SurgicalCase(c => c.Number("CASE-5").Status("Planned")));

    private static VaccinationNew Vaccination => VaccinationNew.Build(m => m
        .To(Clinic.EhrDestination)
        .Patient(p => p.AddIdentifier("0000000142", "MR").Consent(c => c.Status("Granted").EffectiveDate(new DateOnly(2025, 10, 1))))
        .AddVaccination(v => v
            .DateTime(Clinic.Morning)
            .Product(p => p.Code("150").Codeset("CVX").LotNumber("LT-0071").ExpirationDate(new DateOnly(2026, 6, 30)))
            .Site("LA", "HL70163", "Left arm")
            .Dose("0.5", "mL")
            .Action(VaccinationAction.New)));
}
