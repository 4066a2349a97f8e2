using Microsoft.Extensions.DependencyInjection;
using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public async Task Named_clients_are_keyed_services_with_tokens_of_their_own()
    {
        var other = new Exchange();
        await using var app = new TestApp(services: services =>
        {
            services.AddRedoxClient("clinic-b", options => Complete(options, "client-b"));
            services.AddHttpClient(RedoxHttpClientNames.Api("clinic-b")).ConfigurePrimaryHttpMessageHandler(() => other);
            services.AddHttpClient(RedoxHttpClientNames.Token("clinic-b")).ConfigurePrimaryHttpMessageHandler(() => other);
        });

        await app.Client.SendAsync(TestApp.Appointment());
        await app.Named("clinic-b").SendAsync(TestApp.Appointment());
        await app.Named("clinic-b").SendAsync(TestApp.Appointment());

        Assert.Single(app.Exchange.TokenRequests);
        Assert.Single(app.Exchange.Messages);
        Assert.Single(other.TokenRequests);
        Assert.Equal(2, other.Messages.Count);
    }

    [Fact]
    public async Task Each_named_client_signs_as_itself_and_names_its_source()
    {
        var other = new Exchange();
        await using var app = new TestApp(
            options => options.SourceId = "7ce6f387-c33c-417d-8682-81e83628cbd9",
            services =>
            {
                services.AddRedoxClient("clinic-b", options =>
                {
                    Complete(options, "client-b");
                    options.Credentials.PrivateKey = TestKeys.Ec;
                    options.BaseAddress = new Uri("https://api.ca.redoxengine.com");
                    options.SourceId = "0f4bd1d1-451d-4351-8cfd-b767d1b488d6";
                });
                services.AddHttpClient(RedoxHttpClientNames.Api("clinic-b")).ConfigurePrimaryHttpMessageHandler(() => other);
                services.AddHttpClient(RedoxHttpClientNames.Token("clinic-b")).ConfigurePrimaryHttpMessageHandler(() => other);
            });

        await app.Client.SendAsync(TestApp.Appointment());
        await app.Named("clinic-b").SendAsync(TestApp.Appointment());

        Assert.Equal("7ce6f387-c33c-417d-8682-81e83628cbd9", app.Exchange.Messages[0].Headers["Redox-Source-Id"]);
        Assert.Equal("0f4bd1d1-451d-4351-8cfd-b767d1b488d6", other.Messages[0].Headers["Redox-Source-Id"]);
        Assert.Equal(("the-client", "RS384"), (SentAssertion.Of(app.Exchange.TokenRequests[0]).Issuer, SentAssertion.Of(app.Exchange.TokenRequests[0]).Alg));
        Assert.Equal(("client-b", "ES384"), (SentAssertion.Of(other.TokenRequests[0]).Issuer, SentAssertion.Of(other.TokenRequests[0]).Alg));
        Assert.Equal(["https://api.ca.redoxengine.com/v2/auth/token"], SentAssertion.Of(other.TokenRequests[0]).Audiences);
    }

    [Fact]
    public async Task Adding_a_client_twice_adds_settings_and_no_second_pipeline()
    {
        await using var app = new TestApp(services: services => services.AddRedoxClient(options => options.Destinations["Clinic"] = TestApp.HospitalId));
        app.Exchange.OnMessage = (_, _) => Task.FromResult(Exchange.Text("", "text/plain", System.Net.HttpStatusCode.TooManyRequests));

        await Assert.ThrowsAsync<RedoxRateLimitException>(() => app.Client.SendAsync(TestApp.Appointment(new() { Name = "Clinic" }, new() { Name = "General Hospital" })));

        Assert.Equal(4, app.Exchange.Messages.Count);
    }

    [Fact]
    public void An_application_may_bring_its_own_client()
    {
        var services = new ServiceCollection();
        var own = new OwnClient();
        services.AddSingleton<IRedoxClient>(own);
        var builder = services.AddRedoxClient(options => Complete(options, "c"));
        using var provider = services.BuildServiceProvider();

        Assert.Same(own, provider.GetRequiredService<IRedoxClient>());
        Assert.Equal("", builder.Name);
        Assert.Same(services, builder.Services);
    }

    [Fact]
    public void The_names_of_HTTP_clients_never_meet()
    {
        string[] names = [RedoxHttpClientNames.Api(), RedoxHttpClientNames.Token(), RedoxHttpClientNames.Api("Token"), RedoxHttpClientNames.Token("Api")];

        Assert.Equal(4, names.Distinct().Count());
        Assert.All(names, name => Assert.StartsWith(RedoxHttpClientNames.Prefix, name, StringComparison.Ordinal));
    }

    private static void Complete(RedoxClientOptions options, string clientId)
    {
        options.Credentials = new RedoxCredentials { ClientId = clientId, KeyId = "k", PrivateKey = TestKeys.Rsa };
        options.Destinations["General Hospital"] = TestApp.HospitalId;
        options.ValidateBeforeSending = false;
    }

    private sealed class OwnClient : IRedoxClient
    {
        public Task<RedoxReceipt> SendAsync<TMessage>(TMessage message, RedoxCallOptions options, CancellationToken cancellationToken = default)
            where TMessage : IRedoxEvent => throw new NotSupportedException();

        public Task<RedoxReceipt> WriteBackAsync<TMessage>(TMessage message, RedoxCallOptions options, CancellationToken cancellationToken = default)
            where TMessage : IRedoxEvent => throw new NotSupportedException();

        public Task<TResponse> QueryAsync<TResponse>(IRedoxQuery<TResponse> query, RedoxCallOptions options, CancellationToken cancellationToken = default)
            where TResponse : IRedoxMessage => throw new NotSupportedException();
    }
}
