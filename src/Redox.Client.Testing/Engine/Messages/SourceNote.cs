using Redox.Client.Testing.Engine.Journal;
using Redox.Client.Testing.Fidelity;

namespace Redox.Client.Testing.Engine.Messages;

/// <summary>Writes down that a header names the source of a message, and what that overrules.</summary>
internal static class SourceNote
{
    public static void Write(MessageEnvelope message, RequestRecord entry)
    {
        if (message.SourceInHeader is not { } source)
        {
            return;
        }

        entry.RestOn(Ledger.MessageSourceHeader);
        if (message.SourceInMeta is { } other && !other.Equals(source, StringComparison.OrdinalIgnoreCase))
        {
            entry.RestOn(Ledger.MessageSourceHeaderFirst);
            entry.Note($"Redox-Source-Id is '{source}', but Meta.Source.ID is '{other}'. The fake takes the header; send one of them.");
        }
    }
}
