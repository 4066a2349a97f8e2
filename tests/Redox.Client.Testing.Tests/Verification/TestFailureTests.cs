using Redox.Client.Testing.Tests.Setup;

namespace Redox.Client.Testing.Tests.Verification;

/// <summary>
/// Disposing a strict fake in a test that has already failed. Each pattern here is such a test; its exception is what a test framework shows.
/// </summary>
public sealed class TestFailureTests
{
    private static readonly RedoxFake Shared = RedoxFake.InMemory();

    [Fact]
    public Task In_memory() => ShowsItsReasonAsync(async () =>
    {
        await using var redox = RedoxFake.InMemory();
        await MisuseAsync(redox);
        throw new InvalidOperationException("the real reason");
    });

    [Fact]
    public Task Over_a_socket() => ShowsItsReasonAsync(async () =>
    {
        await using var redox = await RedoxFake.StartAsync();
        await MisuseAsync(redox);
        throw new InvalidOperationException("the real reason");
    });

    [Fact]
    public Task A_failed_assertion() => ShowsItsReasonAsync(async () =>
    {
        await using var redox = RedoxFake.InMemory();
        await MisuseAsync(redox);
        Assert.Fail("the real reason");
    });

    [Fact]
    public Task A_tenant_of_a_shared_fake() => ShowsItsReasonAsync(async () =>
    {
        await using var redox = Shared.CreateTenant();
        await RefusedTokenAsync(redox);
        throw new InvalidOperationException("the real reason");
    });

    [Fact]
    public Task A_fake_created_by_one_helper_and_disposed_by_another() => ShowsItsReasonAsync(async () =>
    {
        await using var setup = await Setup.CreateAsync();
        await MisuseAsync(setup.Redox);
        throw new InvalidOperationException("the real reason");
    });

    [Fact]
    public Task A_failure_after_an_expected_exception() => ShowsItsReasonAsync(async () =>
    {
        await using var redox = RedoxFake.InMemory();
        await MisuseAsync(redox);
        await Assert.ThrowsAsync<NotSupportedException>(() => Task.FromException(new NotSupportedException("expected")));
        await Task.Yield();
        throw new InvalidOperationException("the real reason");
    });

    [Fact]
    public async Task A_test_that_has_not_failed_fails_only_by_its_findings()
    {
        var exception = await Assert.ThrowsAsync<RedoxFakeVerificationException>(async () =>
        {
            await using var redox = RedoxFake.InMemory();
            await MisuseAsync(redox);
            await Assert.ThrowsAsync<NotSupportedException>(() => FailAsync("expected"));
            Assert.Throws<NotSupportedException>(() => Fail("expected"));
        });

        Assert.StartsWith("1 finding(s) at the end of RedoxFake", exception.Message, StringComparison.Ordinal);
        Assert.Null(exception.InnerException);
    }

    [Fact]
    public async Task A_test_that_catches_an_exception_fails_by_its_findings()
    {
        var exception = await Assert.ThrowsAsync<RedoxFakeVerificationException>(async () =>
        {
            await using var redox = RedoxFake.InMemory();
            await MisuseAsync(redox);
            try
            {
                Fail("caught");
            }
            catch (NotSupportedException)
            {
                // As in a test that examines an exception.
            }
        });

        Assert.Contains("1 finding(s) at the end of RedoxFake", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_test_without_findings_keeps_its_failure()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await using var redox = RedoxFake.InMemory();
            throw new InvalidOperationException("the real reason");
        });

        Assert.Equal("the real reason", exception.Message);
    }

    private static async Task ShowsItsReasonAsync(Func<Task> test)
    {
        var shown = await Assert.ThrowsAsync<RedoxFakeVerificationException>(test);

        Assert.Contains("the real reason", shown.InnerException!.Message, StringComparison.Ordinal);
        Assert.StartsWith($"The test threw {shown.InnerException.GetType()} before it ended.", shown.Message, StringComparison.Ordinal);
        Assert.Contains("the real reason", shown.Message, StringComparison.Ordinal);
        Assert.Contains("1 finding(s) at the end of ", shown.Message, StringComparison.Ordinal);
    }

    private static async Task MisuseAsync(RedoxFake redox)
    {
        using var http = redox.CreateHttpClient();
        using var response = await http.GetAsync("nothing");
    }

    private static async Task RefusedTokenAsync(RedoxTenant redox)
    {
        using var http = redox.CreateHttpClient();
        using var form = new FormUrlEncodedContent([new("client_assertion", new HandMadeAssertion(redox).Sign())]);
        using var response = await http.PostAsync("v2/auth/token", form);
    }

    private static void Fail(string message) => throw new NotSupportedException(message);

    private static async Task FailAsync(string message)
    {
        await Task.Yield();
        throw new NotSupportedException(message);
    }

    /// <summary>A helper around a fake, as shared by many tests.</summary>
    private sealed class Setup : IAsyncDisposable
    {
        public required RedoxFake Redox { get; init; }

        public static async Task<Setup> CreateAsync()
        {
            await Task.Yield();
            return new() { Redox = RedoxFake.InMemory() };
        }

        public async ValueTask DisposeAsync()
        {
            await Task.Run(static () => { }); // Continues on another thread, as earlier disposals may do.
            await Redox.DisposeAsync();
        }
    }
}
