using System.Text.Json;

namespace Redox.Client.Benchmarks.Large;

internal static partial class HandWritten
{
    private static void Write(Utf8JsonWriter writer, Problem value)
    {
        writer.WriteStartObject();
        if (value.Code is not null) writer.WriteString(Names.Code, value.Code);
        if (value.CodeSystem is not null) writer.WriteString(Names.CodeSystem, value.CodeSystem);
        if (value.CodeSystemName is not null) writer.WriteString(Names.CodeSystemName, value.CodeSystemName);
        if (value.Name is not null) writer.WriteString(Names.Name, value.Name);
        if (value.AltCodes is not null) { writer.WriteStartArray(Names.AltCodes); foreach (var item in value.AltCodes) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.StartDate is not null) writer.WriteString(Names.StartDate, value.StartDate);
        if (value.EndDate is not null) writer.WriteString(Names.EndDate, value.EndDate);
        if (value.Category is not null) { writer.WritePropertyName(Names.Category); Write(writer, value.Category); }
        if (value.HealthStatus is not null) { writer.WritePropertyName(Names.HealthStatus); Write(writer, value.HealthStatus); }
        if (value.Status is not null) { writer.WritePropertyName(Names.Status); Write(writer, value.Status); }
        if (value.Comment is not null) writer.WriteString(Names.Comment, value.Comment);
        if (value.Comments is not null) { writer.WriteStartArray(Names.Comments); foreach (var item in value.Comments) writer.WriteStringValue(item); writer.WriteEndArray(); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Procedure value)
    {
        writer.WriteStartObject();
        if (value.Observations is not null) { writer.WriteStartArray(Names.Observations); foreach (var item in value.Observations) Write(writer, item); writer.WriteEndArray(); }
        if (value.Code is not null) writer.WriteString(Names.Code, value.Code);
        if (value.CodeSystem is not null) writer.WriteString(Names.CodeSystem, value.CodeSystem);
        if (value.CodeSystemName is not null) writer.WriteString(Names.CodeSystemName, value.CodeSystemName);
        if (value.Name is not null) writer.WriteString(Names.Name, value.Name);
        if (value.AltCodes is not null) { writer.WriteStartArray(Names.AltCodes); foreach (var item in value.AltCodes) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.Status is not null) writer.WriteString(Names.Status, value.Status);
        if (value.DateTime is not null) writer.WriteString(Names.DateTime, value.DateTime);
        if (value.TargetSite is not null) { writer.WritePropertyName(Names.TargetSite); Write(writer, value.TargetSite); }
        if (value.Comments is not null) { writer.WriteStartArray(Names.Comments); foreach (var item in value.Comments) Write(writer, item); writer.WriteEndArray(); }
        if (value.Procedures is not null) { writer.WriteStartArray(Names.Procedures); foreach (var item in value.Procedures) Write(writer, item); writer.WriteEndArray(); }
        if (value.Services is not null) { writer.WriteStartArray(Names.Services); foreach (var item in value.Services) writer.WriteStringValue(item); writer.WriteEndArray(); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Observation value)
    {
        writer.WriteStartObject();
        if (value.Code is not null) writer.WriteString(Names.Code, value.Code);
        if (value.CodeSystem is not null) writer.WriteString(Names.CodeSystem, value.CodeSystem);
        if (value.CodeSystemName is not null) writer.WriteString(Names.CodeSystemName, value.CodeSystemName);
        if (value.Name is not null) writer.WriteString(Names.Name, value.Name);
        if (value.AltCodes is not null) { writer.WriteStartArray(Names.AltCodes); foreach (var item in value.AltCodes) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.Status is not null) writer.WriteString(Names.Status, value.Status);
        if (value.DateTime is not null) writer.WriteString(Names.DateTime, value.DateTime);
        if (value.TargetSite is not null) { writer.WritePropertyName(Names.TargetSite); Write(writer, value.TargetSite); }
        if (value.Comments is not null) { writer.WriteStartArray(Names.Comments); foreach (var item in value.Comments) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.Interpretation is not null) writer.WriteString(Names.Interpretation, value.Interpretation);
        if (value.CodedValue is not null) { writer.WritePropertyName(Names.CodedValue); Write(writer, value.CodedValue); }
        if (value.Value is not null) writer.WriteString(Names.Value, value.Value);
        if (value.ValueType is not null) writer.WriteString(Names.ValueType, value.ValueType);
        if (value.Units is not null) writer.WriteString(Names.Units, value.Units);
        if (value.ReferenceRange is not null) { writer.WritePropertyName(Names.ReferenceRange); Write(writer, value.ReferenceRange); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Result value)
    {
        writer.WriteStartObject();
        if (value.Code is not null) writer.WriteString(Names.Code, value.Code);
        if (value.CodeSystem is not null) writer.WriteString(Names.CodeSystem, value.CodeSystem);
        if (value.CodeSystemName is not null) writer.WriteString(Names.CodeSystemName, value.CodeSystemName);
        if (value.Name is not null) writer.WriteString(Names.Name, value.Name);
        if (value.AltCodes is not null) { writer.WriteStartArray(Names.AltCodes); foreach (var item in value.AltCodes) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.Status is not null) writer.WriteString(Names.Status, value.Status);
        if (value.Producer is not null) { writer.WritePropertyName(Names.Producer); Write(writer, value.Producer); }
        if (value.Encounter is not null) { writer.WritePropertyName(Names.Encounter); Write(writer, value.Encounter); }
        if (value.Specimen is not null) { writer.WritePropertyName(Names.Specimen); Write(writer, value.Specimen); }
        if (value.Observations is not null) { writer.WriteStartArray(Names.Observations); foreach (var item in value.Observations) Write(writer, item); writer.WriteEndArray(); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Producer value)
    {
        writer.WriteStartObject();
        if (value.ID is not null) writer.WriteString(Names.ID, value.ID);
        if (value.IDType is not null) writer.WriteString(Names.IDType, value.IDType);
        if (value.Name is not null) writer.WriteString(Names.Name, value.Name);
        if (value.Address is not null) { writer.WritePropertyName(Names.Address); Write(writer, value.Address); }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Specimen value)
    {
        writer.WriteStartObject();
        if (value.Identifiers is not null) { writer.WriteStartArray(Names.Identifiers); foreach (var item in value.Identifiers) writer.WriteStringValue(item); writer.WriteEndArray(); }
        if (value.Source is not null) { writer.WritePropertyName(Names.Source); Write(writer, value.Source); }
        if (value.TargetSite is not null) { writer.WritePropertyName(Names.TargetSite); Write(writer, value.TargetSite); }
        if (value.CollectionDateTime is not null) writer.WriteString(Names.CollectionDateTime, value.CollectionDateTime);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ReferenceRange value)
    {
        writer.WriteStartObject();
        if (value.Low is not null) writer.WriteString(Names.Low, value.Low);
        if (value.High is not null) writer.WriteString(Names.High, value.High);
        if (value.Text is not null) writer.WriteString(Names.Text, value.Text);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, VitalSign value)
    {
        writer.WriteStartObject();
        if (value.DateTime is not null) writer.WriteString(Names.DateTime, value.DateTime);
        if (value.Observations is not null) { writer.WriteStartArray(Names.Observations); foreach (var item in value.Observations) Write(writer, item); writer.WriteEndArray(); }
        writer.WriteEndObject();
    }
}
