namespace Redox.Client.Telemetry;

/// <summary>The kind of a call. Event and write back are the same on the wire; they differ in policy and telemetry.</summary>
internal enum CallKind
{
    Event,
    WriteBack,
    Query,
}
