namespace Redox.Client.Transport;

/// <summary>What a call waits for at a moment: what its failure names when the time runs out then.</summary>
internal enum CallStage
{
    Turn,
    Token,
    Response,
    Retry,
}
