using System.Net;
using System.Net.Sockets;
using Redox.Client.Models;

namespace Redox.Client.Testing.Tests.Pushes;

/// <summary>The addresses to which the fake delivers, and those to which it does not.</summary>
public sealed class PushAddressTests
{
    private readonly RedoxFake _redox = RedoxFake.InMemory();
    private readonly HandlerReceiver _app = new();

    [Fact]
    public async Task A_server_that_does_not_listen_is_an_exception()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var address = new Uri($"http://{probe.LocalEndpoint}/redox");
        probe.Stop();

        await Assert.ThrowsAsync<HttpRequestException>(() => _redox.Push.To(address, "t").SendAsync(new SchedulingNew()));
    }

    [Fact]
    public async Task Localhost_and_loopback_addresses_are_reached()
    {
        await using var server = await ServerReceiver.StartAsync();
        await _redox.Push.To(new UriBuilder(server.Address) { Host = "localhost" }.Uri, "t").SendAsync(new SchedulingNew());
        await _redox.Push.To(server.Address, "t").SendAsync(new SchedulingNew());

        Assert.Equal(2, server.Received.Count);
    }

    [Theory]
    [InlineData("https://api.redoxengine.com/endpoint")]
    [InlineData("http://10.0.0.7/redox")]
    [InlineData("http://127.0.0.1.clinic.example/redox")]
    [InlineData("http://localhost@clinic.example/redox")]
    [InlineData("http://0.0.0.0/redox")]
    [InlineData("http://[::]/redox")]
    [InlineData("ftp://127.0.0.1/redox")]
    [InlineData("/redox")]
    public void No_other_machine_is_reached(string address)
    {
        var wrong = Assert.Throws<ArgumentException>(() => _redox.Push.To(new Uri(address, UriKind.RelativeOrAbsolute), "t"));

        Assert.Contains("127.0.0.1", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//clinic.example/redox")]
    [InlineData("https://clinic.example/redox")]
    [InlineData("http://localhost/redox")]
    public void An_address_is_not_accepted_as_a_path(string path)
    {
        using var handler = new HttpClientHandler();
        Assert.Throws<ArgumentException>(() => _redox.Push.To(handler, path, "t"));
    }

    [Theory]
    [InlineData("a\r\nverification-token: b")]
    [InlineData("é")]
    public void A_token_that_does_not_fit_into_a_header_is_refused(string token)
    {
        var wrong = Assert.Throws<ArgumentException>(() => _app.Connect(_redox, token));

        Assert.DoesNotContain(token, wrong.Message, StringComparison.Ordinal);
    }
}
