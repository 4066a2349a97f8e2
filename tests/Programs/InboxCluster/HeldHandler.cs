using Redox.Client.Models;
using Redox.Client.Receiving;

namespace InboxCluster;

/// <summary>Waits with each message until the gate opens, and then ends as the patient's name says; heeds its token as little as a process that was paused in the middle.</summary>
internal sealed class HeldHandler(Store store, Gate gate) : IRedoxHandler<PatientAdminArrival>
{
    public async Task HandleAsync(PatientAdminArrival message, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default)
    {
        var patient = message.Patient!.Identifiers[0].ID!;
        Console.WriteLine($"holding {patient}");
        await gate.Opened;
        var end = "succeeded";
        try
        {
            switch (patient)
            {
                case "commit":
                    await store.EnterAsync(patient, 0, delivery, CancellationToken.None);
                    break;
                case "fail":
                    throw new InvalidOperationException();
                default:
                    break;
            }
        }
        catch (Exception exception)
        {
            end = exception.GetType().Name;
            throw;
        }
        finally
        {
            Console.WriteLine($"ended {patient} {end}");
        }
    }
}

/// <summary>Opens with the first line of the input; the application stops when the input ends.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Opened => _opened.Task;

    public void Follow(IHostApplicationLifetime application) => _ = Task.Run(() =>
    {
        _ = Console.ReadLine();
        _opened.SetResult();
        _ = Console.In.ReadToEnd();
        application.StopApplication();
    });
}
