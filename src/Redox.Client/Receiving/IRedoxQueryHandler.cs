namespace Redox.Client.Receiving;

/// <summary>
/// Answers queries that Redox asks of this application (RESPOND). Register it with
/// <see cref="Microsoft.Extensions.DependencyInjection.RedoxDestinationBuilder.AddQueryHandler{TQuery, TResponse, THandler}()"/>.
/// </summary>
/// <typeparam name="TQuery">The query, e.g. <c>PatientSearchQuery</c>.</typeparam>
/// <typeparam name="TResponse">The answer that the query asks for, e.g. <c>PatientSearchResponse</c>.</typeparam>
public interface IRedoxQueryHandler<in TQuery, TResponse>
    where TQuery : IRedoxQuery<TResponse>
    where TResponse : IRedoxMessage
{
    /// <summary>
    /// Answers one query. Data model and event type of the answer are filled in. When it throws, the requester is told that the query failed, and Redox does not
    /// ask again; throw <see cref="RedoxQueryRefusedException"/> to say why.
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="delivery">When, from where and how well readable it came; <see cref="RedoxDeliveryContext.Deadline"/> says until when an answer is of use.</param>
    /// <param name="cancellationToken">Cancelled at the deadline, and when Redox gives the connection up.</param>
    /// <returns>The answer.</returns>
    Task<TResponse> HandleAsync(TQuery query, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default);
}
