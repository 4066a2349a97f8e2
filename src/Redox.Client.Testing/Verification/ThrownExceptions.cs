using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;

namespace Redox.Client.Testing;

/// <summary>
/// What was thrown in the flow of a test. An exception out of the strict end takes the place of the one that the test has failed with, as every exception
/// out of <c>DisposeAsync</c> does, and .NET does not say whether there is one. So the end looks for it here, and carries it along.
/// </summary>
/// <remarks>
/// An exception that leaves the body of a test passes through the test's own flow, if only at its last <see langword="await"/>. What is thrown and caught in
/// flows that the test has started, such as the application's, is not seen here.
/// </remarks>
internal static class ThrownExceptions
{
    private const int MaxKept = 8;

    // A list of its own for each flow: what is added does not reach the flows that this one came from or has started.
    private static readonly AsyncLocal<ImmutableList<Exception>?> Thrown = new();

    static ThrownExceptions() => AppDomain.CurrentDomain.FirstChanceException += static (_, thrown) => Add(thrown.Exception);

    /// <summary>Begins to watch, once in a process.</summary>
    public static void Watch()
    {
        // The static constructor does it.
    }

    /// <summary>
    /// What the test has failed with, or has caught itself: the latest exception that came as far as a method of the test's own. One that an assertion has
    /// caught, such as <c>Assert.ThrowsAsync</c>, did not.
    /// </summary>
    /// <param name="test">The assembly of the test.</param>
    public static Exception? LatestThatReached(Assembly test) => Thrown.Value?.FindLast(exception =>
        new StackTrace(exception).GetFrames() is [.., var outermost] && outermost.GetMethod()?.Module.Assembly == test);

    private static void Add(Exception exception)
    {
        // It is thrown on at each await.
        var others = (Thrown.Value ?? []).RemoveAll(other => ReferenceEquals(other, exception));
        Thrown.Value = (others.Count < MaxKept ? others : others.RemoveAt(0)).Add(exception);
    }
}
