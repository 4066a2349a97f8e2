using System.Globalization;
using System.Runtime.InteropServices;

namespace Redox.Client.Receiving;

/// <summary>The right of one process to handle a message, for a time.</summary>
/// <param name="Id">The <see cref="RedoxInboxEntry.Id"/> of the message.</param>
/// <param name="Fence">Higher for each claim of the message.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RedoxInboxLease(long Id, long Fence)
{
    /// <summary>Both numbers, which say nothing about the message.</summary>
    /// <returns>For example <c>17 (2)</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} ({Fence})");
}
