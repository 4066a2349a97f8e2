using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;

namespace Redox.Client.Testing;

/// <summary>
/// The exceptions thrown in the flow of a test. An exception from a strict disposal replaces the one with which the test failed, like every exception
/// from <c>DisposeAsync</c>, and .NET does not say whether there is one. So the disposal looks for it here and includes it.
/// </summary>
/// <remarks>
/// An exception that leaves the body of a test passes through the test's own flow, if only at its last <see langword="await"/>. Exceptions thrown and caught in
/// flows that the test started, such as the application's, are not seen here.
/// </remarks>
internal static class ThrownExceptions
{
    private const int MaxKept = 8;

    // A separate list for each flow: additions do not reach the flow that started this one, or those that it started.
    private static readonly AsyncLocal<ImmutableList<Exception>?> Thrown = new();

    static ThrownExceptions() => AppDomain.CurrentDomain.FirstChanceException += static (_, thrown) => Add(thrown.Exception);

    /// <summary>Starts watching, once per process.</summary>
    public static void Watch()
    {
        // The static constructor does it.
    }

    /// <summary>
    /// The exception with which the test failed, or which it caught: the latest one that reached a method of the test itself. One that was caught by an
    /// assertion, such as <c>Assert.ThrowsAsync</c>, did not.
    /// </summary>
    /// <param name="test">The assembly of the test.</param>
    public static Exception? LatestThatReached(Assembly test) => Thrown.Value?.FindLast(exception =>
        new StackTrace(exception).GetFrames() is [.., var outermost] && outermost.GetMethod()?.Module.Assembly == test);

    private static void Add(Exception exception)
    {
        // It is rethrown at each await.
        var others = (Thrown.Value ?? []).RemoveAll(other => ReferenceEquals(other, exception));
        Thrown.Value = (others.Count < MaxKept ? others : others.RemoveAt(0)).Add(exception);
    }
}
