namespace Redox.Client.Calls;

/// <summary>What a call is waiting for: its failure names it when time runs out.</summary>
internal enum CallStage
{
    Turn,
    Token,
    Response,
    Memory,
    Retry,
}
