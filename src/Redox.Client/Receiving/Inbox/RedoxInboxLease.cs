using System.Runtime.InteropServices;

namespace Redox.Client.Receiving;

/// <summary>The right of one process to handle a message, for a time.</summary>
/// <param name="Id">The <see cref="RedoxInboxEntry.Id"/> of the message.</param>
/// <param name="Fence">Higher for each claim of the message.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RedoxInboxLease(long Id, long Fence);
