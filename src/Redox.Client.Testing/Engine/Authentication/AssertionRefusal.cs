namespace Redox.Client.Testing.Engine.Authentication;

/// <summary>A reason to refuse a token request.</summary>
/// <param name="Kind">The reason, for the journal.</param>
/// <param name="Text">The explanation, for the journal.</param>
/// <param name="Description">The <c>error_description</c> that Redox sends.</param>
/// <param name="Follows">The source of the refusal and its description.</param>
internal sealed record AssertionRefusal(RequestProblemKind Kind, string Text, string Description, Ledger Follows = Ledger.TokenErrorTexts);
