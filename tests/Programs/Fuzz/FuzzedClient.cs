using Microsoft.Extensions.DependencyInjection;

namespace Redox.Client.Fuzz;

/// <summary>A client whose exchange answers what it is told.</summary>
internal sealed class FuzzedClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1); // A busy machine takes long, too.

    private readonly ServiceProvider _services;
    private readonly SkippingClock _clock = new();

    public FuzzedClient(bool legacy)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_clock);
        var client = services.AddRedoxClient(options =>
        {
            options.BaseAddress = new Uri("https://redox.invalid");
            options.Destinations["General Hospital"] = "af394f14-b34a-464f-8d24-895f370af4c9";
            options.Credentials = legacy ? new() { ApiKey = "the-key", Secret = "the-secret" } : new() { ClientId = "the-client" };
        });
        if (!legacy)
        {
            client.UseAssertionSigner(new Signer());
        }

        services.AddHttpClient(RedoxHttpClientNames.Token()).ConfigurePrimaryHttpMessageHandler(() => Tokens);
        services.AddHttpClient(RedoxHttpClientNames.Api()).ConfigurePrimaryHttpMessageHandler(() => Messages);
        _services = services.BuildServiceProvider();
        Client = _services.GetRequiredService<IRedoxClient>();
    }

    public IRedoxClient Client { get; }

    /// <summary>Answers requests for tokens.</summary>
    public Exchange Tokens { get; } = new() { Answer = Answers.Token };

    /// <summary>Answers messages.</summary>
    public Exchange Messages { get; } = new() { Answer = Answers.Message };

    /// <summary>Lets tokens expire, and pauses after failures end.</summary>
    public void Wait(TimeSpan time)
    {
        _clock.Advance(time);
        (Tokens.Requests, Messages.Requests) = (0, 0);
    }

    /// <summary>Waits for a call. What still waits after a while waits for a time that the clock does not skip.</summary>
    /// <returns>The exception of ours that it ended with, if it did.</returns>
    public RedoxException? Complete(Task call)
    {
        while (Task.WaitAny([call], Patience) < 0)
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
        }

        try
        {
            call.GetAwaiter().GetResult();
            return null;
        }
        catch (RedoxException exception)
        {
            _ = $"{exception}";
            return exception;
        }
    }

    public void Dispose() => _services.Dispose();

    internal sealed class Exchange : HttpMessageHandler
    {
        public int Requests { get; set; }

        public required Func<HttpResponseMessage> Answer { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            return Task.FromResult(Answer());
        }
    }

    // What it signs is not looked at here.
    private sealed class Signer : IRedoxAssertionSigner
    {
        public string Algorithm => "ES384";

        public string KeyId => "the-key";

        public Task<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) => Task.FromResult(new byte[96]);
    }
}
