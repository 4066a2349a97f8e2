namespace Redox.Client.Receiving;

/// <summary>
/// Answers queries that Redox sends to this application (RESPOND). Register it with
/// <see cref="Microsoft.Extensions.DependencyInjection.RedoxDestinationBuilder.AddQueryHandler{TQuery, TResponse, THandler}()"/>.
/// </summary>
/// <typeparam name="TQuery">The query, e.g. <c>PatientSearchQuery</c>.</typeparam>
/// <typeparam name="TResponse">The response that the query requires, e.g. <c>PatientSearchResponse</c>.</typeparam>
public interface IRedoxQueryHandler<in TQuery, TResponse>
    where TQuery : IRedoxQuery<TResponse>
    where TResponse : IRedoxMessage
{
    /// <summary>
    /// Answers one query. Data model and event type of the response are filled in. When it throws, the requester learns that the query failed, and Redox does not
    /// retry; throw <see cref="RedoxQueryRefusedException"/> to say why.
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="delivery">When and where it came from, and what was unusual about it; <see cref="RedoxDeliveryContext.Deadline"/> says until when a response is useful.</param>
    /// <param name="cancellationToken">Cancelled at the deadline, and when Redox closes the connection.</param>
    /// <returns>The response.</returns>
    Task<TResponse> HandleAsync(TQuery query, RedoxDeliveryContext delivery, CancellationToken cancellationToken = default);
}
