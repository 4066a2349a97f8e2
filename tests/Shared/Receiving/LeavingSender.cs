using System.Text;

namespace Shared.Receiving;

/// <summary>The body of a sender that goes away as soon as it has sent everything.</summary>
internal sealed class LeavingSender(string body, CancellationTokenSource gone) : MemoryStream(Encoding.UTF8.GetBytes(body))
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await base.ReadAsync(buffer, cancellationToken);
        if (read == 0)
        {
            await gone.CancelAsync();
        }

        return read;
    }
}
