using System.Text;

namespace Redox.Client.Sqlite.Tests.Processes;

/// <summary>Processes that die over a message, and the one that takes over.</summary>
public sealed class DeathTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("redox-death").FullName;

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Message_that_kills_its_process_is_parked_after_five_deaths(int parallelism)
    {
        var visits = (string[])["a", "deadly", "b", "c"];
        using (var first = new ReceiverProcess(_folder, parallelism, _ => { }))
        {
            var address = await first.Listening.WaitAsync(Limit);
            foreach (var visit in visits)
            {
                await TryPushAsync(address, visit);
            }

            await first.Ended.WaitAsync(Limit);
        }

        for (var death = 2; death <= 5; death++)
        {
            using var next = new ReceiverProcess(_folder, parallelism, _ => { });
            await next.Ended.WaitAsync(Limit);
        }

        var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var last = new ReceiverProcess(_folder, parallelism, count => Done(handled, count == 4));
        var lives = await last.Listening.WaitAsync(Limit);
        foreach (var visit in (string[])["b", "c", "d"])
        {
            await TryPushAsync(lives, visit);
        }

        await handled.Task.WaitAsync(Limit); // a, b, c, d: each once in the ledger, and the process lives.
        Assert.False(last.Ended.IsCompleted);
    }

    [Fact]
    public async Task A_second_process_receives_and_takes_over_when_the_first_is_killed()
    {
        var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handledAfter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Handled(long count)
        {
            Done(handled, count == 2);
            Done(handledAfter, count == 3);
        }

        using var first = new ReceiverProcess(_folder, 1, Handled);
        await TryPushAsync(await first.Listening.WaitAsync(Limit), "a");
        using var other = new ReceiverProcess(_folder, 1, Handled);
        var second = await other.Listening.WaitAsync(Limit);
        await TryPushAsync(second, "b");
        await handled.Task.WaitAsync(Limit); // By either of them.

        first.Dispose();
        await TryPushAsync(second, "c");
        await handledAfter.Task.WaitAsync(Limit);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Done(TaskCompletionSource source, bool isDone)
    {
        if (isDone)
        {
            source.TrySetResult();
        }
    }

    private static async Task TryPushAsync(Uri address, string visit)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("verification-token", "the-verification-token");
        var body = $$$"""{"Meta":{"DataModel":"PatientAdmin","EventType":"Arrival","Logs":[{"ID":"{{{visit}}}"}]},"Visit":{"VisitNumber":"{{{visit}}}"}}""";
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await http.PostAsync(new Uri(address, "/redox"), content);
        }
        catch (HttpRequestException)
        {
            // It died meanwhile.
        }
    }
}
