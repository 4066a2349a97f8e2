using System.Net.Sockets;
using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Faults;

public abstract class ConnectionFaultTests(Transport transport) : ExchangeTests(transport)
{
    public sealed class InMemory() : ConnectionFaultTests(Transport.InMemory);

    public sealed class OnSocket() : ConnectionFaultTests(Transport.Socket);

    [Theory]
    [InlineData(nameof(Fault.DropBeforeAcceptance), false)]
    [InlineData(nameof(Fault.DropAfterAcceptance), true)]
    public async Task A_dropped_connection_ends_the_response(string name, bool accepted)
    {
        await GetTokenAsync();
        Redox.Faults.Next(Named(name));

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => PostRawAsync(Appointment));

        Assert.Equal(HttpRequestError.ResponseEnded, exception.HttpRequestError);
        Assert.Equal(HttpRequestError.ResponseEnded, Assert.IsType<HttpIOException>(exception.InnerException).HttpRequestError);
        var entry = Assert.Single(Redox.Requests.Messages);
        Assert.Equal((accepted, null, RequestState.Faulted), (entry.Accepted, entry.Status, entry.State));
        Assert.Equal(200, (await PostWithTokenAsync(Appointment)).Status);
    }

    [Theory]
    [InlineData(nameof(Fault.ResetBeforeAcceptance), false)]
    [InlineData(nameof(Fault.ResetAfterAcceptance), true)]
    public async Task A_reset_connection_is_a_failure_of_the_socket(string name, bool accepted)
    {
        Redox.Faults.Next(Named(name));

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => PostRawAsync(Appointment));

        Assert.Equal(HttpRequestError.Unknown, exception.HttpRequestError);
        var socket = Assert.IsType<SocketException>(Assert.IsType<IOException>(exception.InnerException).InnerException);
        Assert.Equal(SocketError.ConnectionReset, socket.SocketErrorCode);
        Assert.Equal(accepted, Assert.Single(Redox.Requests.Messages).Accepted);
    }

    [Fact]
    public async Task A_response_that_is_not_HTTP_is_quoted_by_the_exception()
    {
        Redox.Faults.Next(Fault.NotHttp("220 mail.example ESMTP")).Then(Fault.NotHttp("220 mail.example ESMTP"));

        for (var i = 1; i <= 2; i++)
        {
            var exception = await Assert.ThrowsAsync<HttpRequestException>(() => PostRawAsync(Appointment));

            Assert.Equal(HttpRequestError.InvalidResponse, exception.HttpRequestError);
            Assert.Contains("220 mail.example ESMTP", exception.Message, StringComparison.Ordinal);
            Assert.Equal((false, null, RequestState.Faulted), (Redox.Requests.Messages[^1].Accepted, Redox.Requests.Messages[^1].Status, Redox.Requests.Messages[^1].State));
        }
    }

    [Fact]
    public async Task A_request_is_held_back_until_the_test_releases_it()
    {
        var release = new TaskCompletionSource();
        Redox.Faults.Next(Fault.Held(release.Task)).Then(Fault.Held(release.Task, Fault.BadGateway));
        var token = await GetTokenAsync();

        var first = PostAsync(Appointment, $"Bearer {token}");
        await Redox.Requests.WaitForAsync(request => request.Number == 2);
        var second = PostAsync(Appointment, $"Bearer {token}");
        var held = await Redox.Requests.WaitForAsync(request => request.Number == 3);
        Assert.Equal((false, RequestState.Received, "held back, then 502 Bad Gateway"), (held.Accepted, held.State, held.Fault));
        Assert.False(first.IsCompleted);

        release.SetResult();
        Assert.Equal([200, 502], (await Task.WhenAll(first, second)).Select(response => response.Status));
        Assert.Equal([true, false], Redox.Requests.Messages.Select(request => request.Accepted));
    }

    [Fact]
    public async Task A_held_request_is_not_accepted_if_the_client_gives_up()
    {
        Redox.Faults.Next(Fault.Held(new TaskCompletionSource().Task));
        using var giveUp = new CancellationTokenSource();
        using var content = new StringContent(Appointment);

        var call = Http.PostAsync(new Uri("endpoint", UriKind.Relative), content, giveUp.Token);
        await Redox.Requests.WaitForAsync(request => request.Path == "/endpoint");
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.False((await Redox.Requests.WaitForAsync(request => request.State == RequestState.ClientAborted)).Accepted);
    }

    [Fact]
    public async Task A_dropped_token_request_ends_the_response()
    {
        Redox.Faults.NextToken(Fault.DropBeforeAcceptance);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => RequestTokenAsync(ValidAssertion().Sign()));

        Assert.Equal(HttpRequestError.ResponseEnded, exception.HttpRequestError);
    }

    [Fact]
    public async Task A_truncated_body_fails_while_it_is_read()
    {
        Redox.Faults.Next(Fault.TruncatedBody).Then(Fault.TruncatedBody);

        var whole = await Assert.ThrowsAsync<HttpRequestException>(() => PostRawAsync(Appointment));
        using var response = await PostRawAsync(Appointment, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        using var received = new MemoryStream();
        var piecemeal = await Assert.ThrowsAsync<HttpIOException>(() => body.CopyToAsync(received));

        Assert.Equal(HttpRequestError.ResponseEnded, whole.HttpRequestError);
        Assert.IsType<HttpIOException>(whole.InnerException);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(HttpRequestError.ResponseEnded, piecemeal.HttpRequestError);
        Assert.InRange(received.Length, 1, response.Content.Headers.ContentLength!.Value - 1);
        Assert.All(Redox.Requests.Messages, entry => Assert.True(entry.Accepted));
    }

    [Fact]
    public async Task A_stalled_body_waits_until_the_reader_gives_up()
    {
        Redox.Faults.Next(Fault.StalledBody);
        using var response = await PostRawAsync(Appointment, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        var half = new byte[(int)response.Content.Headers.ContentLength!.Value / 2];
        await body.ReadExactlyAsync(half);

        using var giveUp = new CancellationTokenSource();
        var reading = body.ReadAsync(new byte[1], giveUp.Token).AsTask();
        Assert.False(reading.IsCompleted);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_slow_response_arrives_after_its_delay()
    {
        Redox.Faults.Next(Fault.Slow(TimeSpan.FromSeconds(40)));
        var start = Clock.GetUtcNow();

        var sending = PostWithTokenAsync(Appointment);
        await ArrivedAsync();
        while (!sending.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(200, (await sending).Status);
        Assert.InRange((Clock.GetUtcNow() - start).TotalSeconds, 40, double.MaxValue);
        Assert.Equal("response delayed by 40 s", Redox.Requests.Messages[0].Fault);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_remains_accepted_if_its_client_gives_up(bool endless)
    {
        Redox.Faults.Next(endless ? Fault.NoResponse : Fault.Slow(TimeSpan.FromMinutes(5)));
        using var giveUp = new CancellationTokenSource();

        var sending = PostRawAsync(Appointment, cancellationToken: giveUp.Token);
        var entry = await ArrivedAsync();
        Assert.NotEqual(RequestState.ClientAborted, entry.State);
        await giveUp.CancelAsync();

        var exception = await Assert.ThrowsAsync<TaskCanceledException>(() => sending);
        Assert.Equal(giveUp.Token, exception.CancellationToken);
        await Until(() => entry.State == RequestState.ClientAborted);
        Assert.Equal((true, null), (entry.Accepted, entry.Status));
        Assert.Contains("the client gave up [fault: ", entry.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_ends_when_a_message_without_a_response_is_accepted()
    {
        using var seen = new ManualResetEventSlim();
        using var giveUp = new CancellationTokenSource();
        Redox.Faults.On(FakeRoute.Messages).When(_ => seen.Wait(TimeSpan.FromSeconds(30))).Then(Fault.NoResponse);
        var waiting = Redox.Requests.WaitForAsync(IsAccepted, TimeSpan.FromHours(1));

        var sending = PostRawAsync(Appointment, cancellationToken: giveUp.Token);

        Assert.Equal(RequestState.Received, (await waiting.WaitAsync(TimeSpan.FromSeconds(30))).State);
        await giveUp.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => sending);

        // The request continues only after it has been checked, so that only a change can cause the next check.
        bool IsAccepted(RecordedRequest request)
        {
            var isAccepted = request.Accepted;
            if (request.Path == "/endpoint")
            {
                seen.Set();
            }

            return isAccepted && request.Path == "/endpoint";
        }
    }

    [Fact]
    public async Task A_client_that_times_out_gets_its_own_timeout_exception()
    {
        Redox.Faults.Next(Fault.NoResponse);
        using var impatient = Redox.CreateHttpClient();
        impatient.Timeout = TimeSpan.FromMilliseconds(1);
        using var request = await WithTokenAsync(Appointment);

        var exception = await Assert.ThrowsAsync<TaskCanceledException>(() => impatient.SendAsync(request));

        Assert.IsType<TimeoutException>(exception.InnerException);
    }

    [Theory]
    [InlineData(nameof(Fault.NoResponse))]
    [InlineData(nameof(Fault.StalledBody))]
    public async Task Disposing_the_fake_releases_waiting_clients(string name)
    {
        Redox.Faults.Next(Named(name));
        var sending = PostRawAsync(Appointment);
        await ArrivedAsync();

        await Redox.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => sending);
    }

    [Fact]
    public async Task A_client_that_gives_up_while_sending_leaves_no_entry()
    {
        using var giveUp = new CancellationTokenSource();
        using var request = await WithTokenAsync(Appointment);
        var halting = new HaltingContent();
        request.Content = halting;

        var sending = Http.SendAsync(request, giveUp.Token);
        await halting.Halted;
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(200, (await PostWithTokenAsync(Appointment)).Status);
        Assert.Single(Redox.Requests.Messages);
    }

    private async Task<RecordedRequest> ArrivedAsync()
    {
        await Until(() => Redox.Requests.Messages is [{ Accepted: true }]);
        return Redox.Requests.Messages[0];
    }

    // The condition changes on another thread, without a signal to wait for.
    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Yield();
        }
    }

    /// <summary>A body whose second half is never sent.</summary>
    private sealed class HaltingContent : HttpContent
    {
        private readonly TaskCompletionSource _halted = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HaltingContent() => Headers.ContentType = new("application/json");

        public Task Halted => _halted.Task;

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync("{\"Meta\":"u8.ToArray(), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            _halted.SetResult();
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 1000;
            return true;
        }
    }
}
