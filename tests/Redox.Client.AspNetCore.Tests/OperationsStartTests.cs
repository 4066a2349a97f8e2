using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Redox.Client.Receiving;

namespace Redox.Client.AspNetCore.Tests;

/// <summary>The operations without authorization: the application does not start, unless it says that this is meant.</summary>
public sealed class OperationsStartTests
{
    private const string Remedy = "RequireAuthorization(\"policy\")";

    [Theory]
    [InlineData("nothing", false)]
    [InlineData("fallback policy", false)]
    [InlineData("a group without authorization", false)]
    [InlineData("RequireAuthorization", true)]
    [InlineData("policy", true)]
    [InlineData("attribute", true)]
    [InlineData("AllowAnonymous", true)]
    [InlineData("a group with authorization", true)]
    [InlineData("a group with authorization added later", true)]
    public async Task Application_starts_only_when_it_says_who_may_use_them(string protection, bool starts)
    {
        Task<OperationsHost> Start() => OperationsHost.StartAsync(
            services: services => services.AddAuthorization(options => options.FallbackPolicy = protection == "fallback policy" ? new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build() : null),
            map: app =>
            {
                app.MapRedoxDestination("/redox").RequireAuthorization(); // Which does not count for others.
                _ = protection switch
                {
                    "RequireAuthorization" => app.MapRedoxOperations().RequireAuthorization(),
                    "policy" => app.MapRedoxOperations().RequireAuthorization(policy => policy.RequireRole("operator")),
                    "attribute" => app.MapRedoxOperations().WithMetadata(new AuthorizeAttribute { Roles = "operator" }),
                    "AllowAnonymous" => app.MapRedoxOperations().AllowAnonymous(),
                    "a group without authorization" => app.MapGroup("/admin").MapRedoxOperations(),
                    "a group with authorization" => app.MapGroup("/admin").RequireAuthorization().MapGroup("/deep").MapRedoxOperations(),
                    "a group with authorization added later" => Later(app.MapGroup("/admin")),
                    _ => app.MapRedoxOperations(),
                };
            });

        if (starts)
        {
            await using var host = await Start();
            using var response = await host.Http.GetAsync(new Uri(protection switch { "a group with authorization" => "/admin/deep", "a group with authorization added later" => "/admin", _ => "" } + OperationsHost.Path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        else
        {
            Assert.Contains(Remedy, (await Assert.ThrowsAsync<RedoxConfigurationException>(Start)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Application_with_a_startup_class_starts_only_with_authorization(bool isProtected)
    {
        using var host = new HostBuilder().ConfigureWebHost(web => web
            .UseTestServer()
            .ConfigureServices(services =>
            {
                services.AddRouting();
                OperationsHost.AddOperators(services);
                services.AddRedoxDestination(options => options.VerificationTokens.Add(TestHost.Token)).UseInMemoryInbox();
            })
            .Configure(app => app.UseRouting().UseAuthentication().UseAuthorization().UseEndpoints(endpoints =>
            {
                var operations = endpoints.MapRedoxOperations();
                _ = isProtected ? operations.RequireAuthorization("operators") : operations;
            }))).Build();

        if (isProtected)
        {
            await host.StartAsync();
            using var response = await host.GetTestClient().GetAsync(new Uri(OperationsHost.Path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
        else
        {
            Assert.Contains(Remedy, (await Assert.ThrowsAsync<RedoxConfigurationException>(() => host.StartAsync())).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>The server listens for a moment before the application is found faulty.</summary>
    [Fact]
    public async Task Unprotected_operations_never_respond()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<Early>().AddHostedService(provider => provider.GetRequiredService<Early>());
        builder.Services.AddRedoxDestination(options => options.VerificationTokens.Add(TestHost.Token)).UseInMemoryInbox();
        await using var app = builder.Build();
        app.MapRedoxOperations();

        await Assert.ThrowsAsync<RedoxConfigurationException>(() => app.StartAsync());

        Assert.IsType<RedoxConfigurationException>(app.Services.GetRequiredService<Early>().Failure); // The test server passes exceptions on.
    }

    /// <summary>An application that is restarted again and again must not seem to die of the messages that it has claimed meanwhile.</summary>
    [Fact]
    public async Task Messages_are_given_back_when_the_application_does_not_start()
    {
        var services = new ServiceCollection();
        services.AddRedoxDestination(options => options.VerificationTokens.Add(TestHost.Token)).UseInMemoryInbox();
        await using var provider = services.BuildServiceProvider();
        var inbox = provider.GetRequiredKeyedService<IRedoxInbox>("");
        await inbox.StoreAsync(new RedoxInboxMessage { Destination = "", LogId = "a", Key = "", ReceivedAt = DateTimeOffset.UtcNow, Body = "{}"u8.ToArray() });
        var handling = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        await Assert.ThrowsAsync<RedoxConfigurationException>(() => OperationsHost.StartAsync(
            build: destination => destination.AddFallbackHandler<Waiting>().UseInbox(_ => inbox),
            services: collection => collection.AddSingleton(handling).AddHostedService<Claimed>(),
            map: app => app.MapRedoxOperations()));

        var item = Assert.Single(await inbox.ListAsync("", RedoxInboxItemState.Waiting, 0, 10));
        Assert.Equal((0, 0), (item.Attempts, item.Deaths));
        Assert.True(handling.Task.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Without_an_inbox_there_is_nothing_to_map() => Assert.Contains(
        "no destination has an inbox",
        (await Assert.ThrowsAsync<RedoxConfigurationException>(() => TestHost.StartAsync(map: app => app.MapRedoxOperations()))).Message,
        StringComparison.Ordinal);

    private static RouteGroupBuilder Later(RouteGroupBuilder group)
    {
        group.MapRedoxOperations();
        group.RequireAuthorization();
        return group;
    }

    private sealed class Waiting(TaskCompletionSource handling) : IRedoxFallbackHandler
    {
        public async Task<RedoxFallbackResult> HandleAsync(RedoxUnhandledDelivery unhandled, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
        {
            handling.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return RedoxFallbackResult.Accept;
        }
    }

    /// <summary>Starts when the message is being handled.</summary>
    private sealed class Claimed(TaskCompletionSource handling) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => handling.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Asks as soon as the server is there.</summary>
    private sealed class Early(IServer server) : IHostedLifecycleService
    {
        public Exception? Failure { get; private set; }

        public async Task StartedAsync(CancellationToken cancellationToken)
        {
            using var client = ((TestServer)server).CreateClient();
            Failure = await Record.ExceptionAsync(() => client.GetAsync(new Uri(OperationsHost.Path, UriKind.Relative), cancellationToken));
        }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
