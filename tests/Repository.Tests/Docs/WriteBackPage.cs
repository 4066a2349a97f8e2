using Redox.Client;
using Redox.Client.Models;
using Redox.Client.Receiving;

namespace Pages;

/// <summary>The code of docs/writeback.md.</summary>
internal static class WriteBackPage
{
    public interface ILaboratory
    {
        Task<string> MeasureAsync(OrderNew order, CancellationToken cancellationToken);
    }

    public sealed class OrderHandler(IRedoxClient redox, ILaboratory laboratory) : IRedoxHandler<OrderNew>
    {
        public async Task HandleAsync(OrderNew order, RedoxDeliveryContext delivery, CancellationToken cancellationToken)
        {
            var glucose = await laboratory.MeasureAsync(order, cancellationToken);

            await redox.WriteBackAsync(order.CreateResults(results => results
                .AddResult(r => r.Code("2345-7").Value(glucose).ValueType(ResultValueType.Numeric).Status(ResultStatus.Final))), cancellationToken: cancellationToken);
        }
    }
}
