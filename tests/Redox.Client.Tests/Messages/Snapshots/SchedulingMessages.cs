using Redox.Client.Models;

namespace Redox.Client.Tests.Messages.Snapshots;

/// <summary>Every event of Scheduling, made with builders.</summary>
internal static class SchedulingMessages
{
    internal static IEnumerable<IRedoxMessage> All =>
        [AvailableSlots, AvailableSlotsResponse, Booked, BookedResponse, Cancel, Modification, New, NoShow, PushSlots, Reschedule];

    private static SchedulingAvailableSlots AvailableSlots => SchedulingAvailableSlots.Build(m => m
        .To(Clinic.EhrDestination)
        .Patient(p => p.AddIdentifier("0000000142", "MR").AddDiagnosis("I48.0", DiagnosisCodeset.ICD10, "Paroxysmal atrial fibrillation"))
        .StartDateTime(new DateOnly(2026, 3, 2))
        .EndDateTime(new DateOnly(2026, 3, 6))
        .Visit(v => v
            .AddReason("Follow-up")
            .AddAttendingProvider(Clinic.DrOkafor)
            .AddLocation(l => l.Facility("Lakeview Hospital").Department("Cardiology").SpecialtyDepartment("CARD", "Lakeview", "Cardiology"))
            .AddVisitPreference(w => w.AddDay("Tues").AddDay("Thurs").Duration("30").DurationUnit("minutes").AddTime("0900"))
            .AddVisitType("FU30", "Lakeview visit types", "Follow-up, 30 minutes")));

    private static SchedulingAvailableSlotsResponse AvailableSlotsResponse => SchedulingAvailableSlotsResponse.Build(m => m
        .AddAvailableSlot(s => s
            .ID("slot-7781")
            .DateTime(Clinic.Morning)
            .Duration(30)
            .Reason("Follow-up")
            .Provider(Clinic.DrOkafor)
            .Location(Clinic.Cardiology)
            .AddNote("Bring the event recorder"))
        .AddAvailableSlot(s => s.ID("slot-7790").DateTime(Clinic.Morning.AddHours(5)).Duration(22.5m)));

    private static SchedulingBooked Booked => SchedulingBooked.Build(m => m
        .To(Clinic.EhrDestination)
        .StartDateTime(Clinic.Morning)
        .EndDateTime(Clinic.Morning.AddDays(7))
        .Visit(v => v
            .AddReason("Follow-up")
            .VisitProvider(Clinic.DrOkafor)
            .Location(Clinic.Cardiology)
            .AddPatient(p => p.AddIdentifier("0000000142", "MR"))
            .VisitNumber("90210-17")));

    private static SchedulingBookedResponse BookedResponse => SchedulingBookedResponse.Build(m => m
        .AddVisit(v => v
            .VisitNumber("90210-17")
            .VisitDateTime(Clinic.Morning)
            .Duration(30)
            .Status("Scheduled")
            .Location(Clinic.Cardiology)
            .Patient(p => p
                .AddIdentifier("0000000142", "MR")
                .Demographics(Clinic.Zoe)
                .AddContact(c => c.FirstName("Per").LastName("Lindqvist").RelationToPatient(RelationToPatient.LifePartner).AddRole("Emergency Contact")))
            .AddAppointmentInfo("TRANSPORT", "Lakeview", "Needs a ride?", "No")));

    private static SchedulingCancel Cancel => SchedulingCancel.Build(m => m
        .To(Clinic.EhrDestination)
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Visit(v => v
            .VisitNumber("90210-17")
            .VisitDateTime(Clinic.Morning)
            .CancelReason("Patient is travelling")
            .CancelDateTime(Clinic.Morning.AddDays(-3))
            .Location(Clinic.Cardiology)));

    private static SchedulingModification Modification => SchedulingModification.Build(m => m
        .To(Clinic.EhrDestination)
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Visit(v => v
            .VisitNumber("90210-17")
            .VisitDateTime(Clinic.Morning)
            .Duration(45)
            .Location(Clinic.Cardiology)
            .AddEquipment(e => e.Code("ECHO-2").Description("Echocardiograph").StartDateTime(Clinic.Morning).Duration(20))
            .LastUpdated(Clinic.Morning.AddDays(-1))));

    private static SchedulingNew New => SchedulingNew.Build(m => m
        .To(Clinic.EhrDestination)
        .Test()
        .Patient(p => p
            .AddIdentifier("0000000142", "MR")
            .AddIdentifier("e167267c-16c9-4fe3-96ae-9cff5703e90a", "EHRID")
            .Demographics(Clinic.Zoe)
            .AddNote("Allergic to latex & iodine <check>"))
        .AddAppointmentInfo("INTERPRETER", "Lakeview", "Interpreter needed?", "Swedish")
        .Visit(v => v
            .VisitNumber("90210-17")
            .AccountNumber("ACC-5567")
            .VisitDateTime(Clinic.Morning)
            .PatientClass("Outpatient")
            .Duration(30)
            .Reason("Follow-up\nafter cardioversion")
            .AddInstruction("Do not eat for 4 hours\tbefore")
            .VisitProvider(Clinic.DrOkafor)
            .Location(Clinic.Cardiology)
            .AddAdditionalStaff(s => s.ID("4471").IDType("Lakeview staff").FirstName("Mei").LastName("Tanaka").Role(r => r.Code("RN").Description("Nurse")))
            .AddDiagnosis("I48.0", DiagnosisCodeset.ICD10, "Paroxysmal atrial fibrillation")));

    private static SchedulingNoShow NoShow => SchedulingNoShow.Build(m => m
        .To(Clinic.EhrDestination)
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Visit(v => v.VisitNumber("90210-17").VisitDateTime(Clinic.Morning).NoShowReason("Snow").Location(Clinic.Cardiology)));

    private static SchedulingPushSlots PushSlots => SchedulingPushSlots.Build(m => m
        .To(Clinic.EhrDestination)
        .AddSlot(s => s.ID("slot-7781").DateTime(Clinic.Morning).Duration(30).Reason("Free").Provider("1730512899", "NPI")));

    private static SchedulingReschedule Reschedule => SchedulingReschedule.Build(m => m
        .To(Clinic.EhrDestination)
        .Patient(p => p.AddIdentifier("0000000142", "MR"))
        .Visit(v => v
            .VisitNumber("90210-18")
            .OldVisitNumber("90210-17")
            .OldDateTime(Clinic.Morning)
            .VisitDateTime(Clinic.Morning.AddDays(1))
            .Duration(30)
            .Location(Clinic.Cardiology)));
}
