namespace Redox.Client.Calls;

/// <summary>When an operation may be attempted again after a transient failure.</summary>
internal enum RetryRule
{
    /// <summary>Only when the previous attempts are known not to have arrived.</summary>
    UnlessItMayHaveArrived,

    /// <summary>A second arrival does no harm, or the caller consents to it.</summary>
    Always,
}
