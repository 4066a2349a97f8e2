using System.Diagnostics;
using Redox.Client.Calls.Http;

namespace Redox.Client.Calls;

/// <summary>What a call does: its words in logs, traces, metrics and failures, when it is retried, and how long it may take. Each API has operations of its own.</summary>
internal abstract class Operation
{
    /// <summary>The operation in traces and metrics, for example <c>send</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it is about, in logs and failures, for example <c>Scheduling.New</c>. Never a value that may be somebody's data.</summary>
    public abstract string Subject { get; }

    /// <summary>The name of its activity.</summary>
    public virtual string ActivityName => $"{Name} {Subject}";

    /// <summary>What it sends, in the sentence that says whether it may have arrived, for example <c>message</c>.</summary>
    public abstract string Noun { get; }

    /// <summary>Whether it changes nothing at the other side, as a safe method of HTTP does (RFC 9110 section 9.2.1).</summary>
    public virtual bool IsSafe => false;

    /// <summary>When another attempt may follow a transient failure.</summary>
    public virtual RetryRule Retry => IsSafe ? RetryRule.Always : RetryRule.UnlessItMayHaveArrived;

    public virtual HttpMethod Method => HttpMethod.Post;

    /// <summary>The time limit of the whole call, with all attempts and waits.</summary>
    public abstract TimeSpan Timeout { get; }

    /// <summary>Adds what its traces and metrics show besides <see cref="Name"/>.</summary>
    public virtual void AddTags(ref TagList tags)
    {
    }

    /// <summary>The failure that a response with the status of one describes.</summary>
    public abstract RedoxException ReadFailure(CallProgress progress, in ApiResponse response);
}

/// <summary>An operation with its request and the meaning of its response.</summary>
internal abstract class Operation<TResult> : Operation
{
    /// <summary>Creates the request. The same one serves all attempts.</summary>
    /// <exception cref="RedoxException">It cannot be sent as it is. This failure names the operation itself.</exception>
    public abstract HttpRequestMessage CreateRequest(CallProgress progress);

    /// <summary>Reads the response, whatever its status.</summary>
    /// <exception cref="RedoxException">The call failed, or the response cannot be read.</exception>
    public abstract TResult Read(CallProgress progress, in ApiResponse response);

    /// <summary>The IDs of the logs that Redox wrote, as the response names them.</summary>
    public virtual IEnumerable<string?> LogIdsOf(TResult result) => [];
}
