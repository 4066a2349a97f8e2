using Microsoft.Extensions.DependencyInjection;
using Redox.Client;
using Redox.Client.Models;

namespace Pages;

/// <summary>The code of src/Redox.Client/README.md.</summary>
internal static class ClientReadmePage
{
    public static void Register(Microsoft.Extensions.Hosting.HostApplicationBuilder builder)
    {
        builder.Services.AddRedoxClient(builder.Configuration.GetSection("Redox"));
    }

    public static SchedulingNew Build(DateTimeOffset start)
    {
        var appointment = SchedulingNew.Build(m => m
            .To("General Hospital")
            .Patient(p => p.AddIdentifier("0000000142", "MR"))
            .Visit(v => v.VisitNumber("1234").VisitDateTime(start).Duration(30).Location(l => l.Department("3N"))));
        return appointment;
    }

    public sealed class Booking(IRedoxClient redox)
    {
        public async Task BookAsync(SchedulingNew appointment, CancellationToken cancellationToken)
        {
            try
            {
                RedoxReceipt receipt = await redox.WriteBackAsync(appointment, cancellationToken);
            }
            catch (RedoxException exception) when (exception.Delivery != Delivery.Unknown)
            {
                // It is known not to have arrived: sending it again is safe.
            }
        }
    }
}
