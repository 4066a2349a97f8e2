using Redox.Client.Models;

namespace Redox.Client.Tests.Messages.Snapshots;

/// <summary>Invented people and places of the snapshots.</summary>
internal static class Clinic
{
    internal const string EhrDestination = "3f1b7c52-9a04-4d7e-8f3c-2d5a6b7c8d90";

    internal static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 30, 0, TimeSpan.FromHours(-5));

    internal static void Zoe(Demographics.Builder person) => person
        .FirstName("Zoë").MiddleName("Anne").LastName("O'Hara-Lindqvist")
        .DOB(new DateOnly(1984, 2, 29))
        .Sex(Sex.Female)
        .MaritalStatus(MaritalStatus.DomesticPartner)
        .PhoneNumber(phone => phone.Home("+16085550142").Mobile("+16085550143"))
        .AddEmailAddress("zoe.ohara@example.org")
        .Language("sv")
        .Address(address => address.StreetAddress("12 Larch Row, Apt. \"B\"").City("Madison").State("WI").ZIP("03705").County("Dane").Country("US"));

    internal static void DrOkafor(Provider.Builder provider) => provider
        .ID("1730512899").IDType("NPI")
        .FirstName("Chidi").LastName("Okafor")
        .AddCredential("MD").AddCredential("PhD")
        .PhoneNumber(phone => phone.Office("+16085550100"));

    internal static void Ward3North(VisitLocation.Builder place) => place
        .Type("Nursing Unit").Facility("Lakeview Hospital").Department("3 North").Room("312").Bed("B");

    internal static void Cardiology(Location.Builder place) => place
        .Type("Department").Facility("Lakeview Hospital").Department("Cardiology").Room("C-4")
        .AddDepartmentIdentifier("CARD", "Lakeview departments");
}
