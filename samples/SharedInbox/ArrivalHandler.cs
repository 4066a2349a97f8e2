using Redox.Client.Models;
using Redox.Client.Receiving;

namespace SharedInbox;

/// <summary>
/// Writes each arrival into the clinic's table, and completes the message in the same transaction: the row is there once, whatever dies. That takes no log IDs.
/// </summary>
internal sealed class ArrivalHandler(ClinicDatabase clinic) : IRedoxHandler<PatientAdminArrival>
{
    public async Task HandleAsync(PatientAdminArrival message, RedoxDeliveryContext delivery, CancellationToken cancellationToken)
    {
        var patient = message.Patient?.Identifiers.FirstOrDefault(identifier => identifier.IDType == "MR")?.ID;
        await using var connection = await clinic.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ClinicDatabase.AddArrivalAsync(transaction, patient ?? "", message.Visit?.VisitNumber ?? "", cancellationToken);
        await delivery.CompleteWithAsync(transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
