using Redox.Client.Tests.Setup;

namespace Redox.Client.Tests.Errors;

/// <summary>A failure whose body cannot be read is still the failure that its status says.</summary>
public sealed class BrokenFailureTests
{
    private const string Undecodable = "Content-Type: application/json\r\nContent-Encoding: gzip\r\n";

    public static TheoryData<int, string, Type, Delivery> Failures
    {
        get
        {
            var data = new TheoryData<int, string, Type, Delivery>();
            foreach (var headers in (string[])[Undecodable, "cut off"])
            {
                data.Add(400, headers, typeof(RedoxRejectedException), Delivery.Rejected);
                data.Add(401, headers, typeof(RedoxAuthenticationException), Delivery.Rejected);
                data.Add(403, headers, typeof(RedoxRejectedException), Delivery.Rejected);
                data.Add(429, headers, typeof(RedoxRateLimitException), Delivery.Rejected);
                data.Add(302, headers, typeof(RedoxUnavailableException), Delivery.Rejected);
                data.Add(408, headers, typeof(RedoxUnavailableException), Delivery.Unknown);
                data.Add(500, headers, typeof(RedoxUnavailableException), Delivery.Unknown);
                data.Add(503, headers, typeof(RedoxUnavailableException), Delivery.Unknown);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task The_status_counts_though_the_body_is_broken(int status, string headers, Type type, Delivery delivery)
    {
        await using var canned = new CannedResponses();
        await canned.InitializeAsync();
        Give(canned, status, headers);

        var exception = await Assert.ThrowsAnyAsync<RedoxException>(() => canned.App.Client.WriteBackAsync(TestApp.Appointment()));

        Assert.Equal((type, (int?)status, delivery), (exception.GetType(), (int?)exception.StatusCode, exception.Delivery));
        Assert.Contains($"(HTTP {status}; a body that is cut off, does not end in time or cannot be decoded", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, typeof(RedoxRejectedException), Delivery.Rejected)]
    [InlineData(413, typeof(RedoxRejectedException), Delivery.Rejected)]
    [InlineData(429, typeof(RedoxRateLimitException), Delivery.Rejected)]
    [InlineData(302, typeof(RedoxUnavailableException), Delivery.Rejected)]
    [InlineData(408, typeof(RedoxUnavailableException), Delivery.Unknown)]
    [InlineData(503, typeof(RedoxUnavailableException), Delivery.Unknown)]
    public async Task The_status_counts_though_the_time_ends_within_the_body(int status, Type type, Delivery delivery)
    {
        await using var canned = new CannedResponses();
        await canned.InitializeAsync();
        foreach (var isQuery in (bool[])[false, true])
        {
            var stalled = canned.GiveStalled(status, """{"errorDetail":"CANARY"""u8.ToArray());
            var call = isQuery ? (Task)canned.App.Client.QueryAsync(TestApp.Search()) : canned.App.Client.WriteBackAsync(TestApp.Appointment());
            await stalled.WaitAsync(TestApp.Patience);
            canned.App.Clock.Advance(TimeSpan.FromSeconds(120));

            var exception = await Assert.ThrowsAnyAsync<RedoxException>(() => call.WaitAsync(TestApp.Patience));

            Assert.Equal((type, (int?)status, delivery), (exception.GetType(), (int?)exception.StatusCode, exception.Delivery));
            Assert.DoesNotContain("CANARY", exception.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(401, false, 2)]
    [InlineData(401, true, 2)]
    [InlineData(429, false, 2)]
    [InlineData(503, true, 2)]
    [InlineData(503, false, 1)]
    [InlineData(400, false, 1)]
    public async Task The_body_of_a_failure_is_waited_for_30_seconds(int status, bool isQuery, int requests)
    {
        await using var canned = new CannedResponses();
        await canned.InitializeAsync();
        var stalled = canned.GiveStalled(status, """{"errorDetail":"CANARY"""u8.ToArray());
        var call = isQuery ? (Task)canned.App.Client.QueryAsync(TestApp.Search()) : canned.App.Client.WriteBackAsync(TestApp.Appointment());
        await stalled.WaitAsync(TestApp.Patience);
        canned.Give(200, """{"Meta":{}}"""u8.ToArray());

        canned.App.Clock.Advance(TimeSpan.FromSeconds(30));
        var failure = await Record.ExceptionAsync(() => call.WaitAsync(TestApp.Patience));

        Assert.Equal(requests == 2 ? null : status, (int?)(failure as RedoxException)?.StatusCode);
        Assert.Equal(requests == 2, failure is null);
    }

    [Fact]
    public async Task A_refused_token_is_still_one_when_time_ends_within_the_body()
    {
        await using var canned = new CannedResponses();
        await canned.InitializeAsync();
        var stalled = canned.GiveStalled(401, """{"errorDetail":"CANARY"""u8.ToArray());
        var call = canned.App.Client.SendAsync(TestApp.Appointment(), new RedoxCallOptions { Timeout = TimeSpan.FromSeconds(29.5) });
        await stalled.WaitAsync(TestApp.Patience);

        canned.App.Clock.Advance(TimeSpan.FromSeconds(29.5));
        var failure = await Assert.ThrowsAsync<RedoxAuthenticationException>(() => call.WaitAsync(TestApp.Patience));

        Assert.Equal((401, Delivery.Rejected), ((int?)failure.StatusCode, failure.Delivery));
        Assert.Contains("Redox refused the access token (HTTP 401; a body that is cut off, does not end in time", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_within_a_failure_throws_the_callers_cancellation()
    {
        await using var canned = new CannedResponses();
        await canned.InitializeAsync();
        using var gaveUp = new CancellationTokenSource();
        var stalled = canned.GiveStalled(400, """{"errorDetail":"CANARY"""u8.ToArray());
        var call = canned.App.Client.WriteBackAsync(TestApp.Appointment(), gaveUp.Token);
        await stalled.WaitAsync(TestApp.Patience);

        await gaveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TestApp.Patience));
    }

    [Theory]
    [InlineData(Undecodable)]
    [InlineData("cut off")]
    public async Task A_refused_token_is_renewed_whatever_came_with_the_refusal(string headers)
    {
        await using var canned = new CannedResponses();
        await canned.InitializeAsync();
        Give(canned, 401, headers);

        await Assert.ThrowsAsync<RedoxAuthenticationException>(() => canned.App.Client.WriteBackAsync(TestApp.Appointment()));

        Assert.Equal(2, canned.App.TokenRequests.Count);
    }

    [Theory]
    [InlineData(Undecodable)]
    [InlineData("cut off")]
    public async Task Broken_success_is_not_a_success(string headers)
    {
        await using var canned = new CannedResponses();
        await canned.InitializeAsync();
        Give(canned, 200, headers);

        var exception = await Assert.ThrowsAsync<RedoxUnavailableException>(() => canned.App.Client.WriteBackAsync(TestApp.Appointment()));

        Assert.Equal(Delivery.Unknown, exception.Delivery);
    }

    private static void Give(CannedResponses canned, int status, string headers)
    {
        if (headers == Undecodable)
        {
            canned.Give(status, "CANARY, and no gzip"u8.ToArray(), headers);
        }
        else
        {
            canned.GiveCutOff(status, """{"errorDetail":"CANARY"""u8.ToArray());
        }
    }
}
