using Redox.Client.Testing.Engine;
using Redox.Client.Testing.Engine.Authentication;
using Redox.Client.Testing.Engine.Messages;

namespace Redox.Client.Testing.Faults.Kinds;

/// <summary>A request to which a fault happens, with everything that a fault may use.</summary>
/// <param name="Request">The request.</param>
/// <param name="Clock">The fake's clock.</param>
/// <param name="Tokens">The tokens issued.</param>
/// <param name="Client">The client that sent the request.</param>
/// <param name="Replies">Writes responses in the form of a message.</param>
/// <param name="Answer">Handles the request as if there were no fault.</param>
/// <param name="Signal">Signals those who wait that the request has been handled although its response is held back.</param>
internal sealed record FaultedCall(
    FakeRequest Request, TimeProvider Clock, AccessTokens Tokens, RegisteredClient Client, MessageReplies Replies, Func<FakeReply> Answer, Action Signal);
