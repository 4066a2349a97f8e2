namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>What a fake may be told about the assertions that it accepts.</summary>
/// <param name="Audiences">The values of <c>aud</c> that name this fake.</param>
/// <param name="RealAudiences">Those that name the real Redox: accepted, with a note.</param>
/// <param name="RefuseReused">Whether an assertion is accepted only once.</param>
internal sealed record AssertionRules(IReadOnlyCollection<string> Audiences, IReadOnlyCollection<string> RealAudiences, bool RefuseReused);
