namespace Redox.Client.Tool.Control;

/// <summary>The calls that show and change the time of the fake. Assertions are judged by real time, so that no call locks a client out.</summary>
internal static class ClockCalls
{
    private const double MaxSeconds = 1e9;

    // Far enough from the end of what a date can be.
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static ControlResponse Show(ControlRequest request) => ControlResponse.Json(new { now = request.Running.Fake.Clock.GetUtcNow() });

    public static ControlResponse Advance(ControlRequest request)
    {
        var body = request.Json;
        body.Allow("The clock", ["seconds"]);
        var seconds = body.Number("seconds", 0, MaxSeconds) ?? throw new HostException("seconds is missing: how far to advance the clock.");
        var clock = request.Running.Fake.Clock;
        if (clock.GetUtcNow().AddSeconds(seconds) > Latest)
        {
            throw new HostException($"The clock would pass the year {Latest.Year}. DELETE {ControlEndpoint.Path}/clock puts it back.");
        }

        clock.Advance(TimeSpan.FromSeconds(seconds));
        return Show(request);
    }

    public static ControlResponse Return(ControlRequest request)
    {
        request.Running.Fake.Clock.Return();
        return Show(request);
    }
}
