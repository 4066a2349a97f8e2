namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>A reason for refusing a token request.</summary>
/// <param name="Kind">The reason, for the journal.</param>
/// <param name="Text">The reason in words, for the journal.</param>
/// <param name="Description">What Redox says on the wire: the <c>error_description</c>.</param>
/// <param name="Follows">Where the refusal and its description are known from.</param>
internal sealed record AssertionRefusal(RequestProblemKind Kind, string Text, string Description, Ledger Follows = Ledger.TokenErrorTexts);
