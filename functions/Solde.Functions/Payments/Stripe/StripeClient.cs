using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Solde.Functions.Api;

namespace Solde.Functions.Payments.Stripe;

/// <summary>
/// A small client of the provider's REST API. Every POST carries a key of ours, so that a call made again after a crash
/// does its work once (PAY-01). What the provider refuses is a value; what does not answer is an exception.
/// </summary>
internal sealed class StripeClient(HttpClient http, StripeSettings settings, StripeWrites writes, TimeProvider clock)
{
    private const int Tries = 3;

    /// <summary>Who is told to wait longer gives up for now: the message or the workflow behind the call comes again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <exception cref="ProviderOutageException">No usable answer came: whether the call was done is unknown.</exception>
    public Task<StripeAnswer<T>> PostAsync<T>(
        string path,
        IReadOnlyList<KeyValuePair<string, string>> form,
        string idempotencyKey,
        JsonTypeInfo<T> type,
        CancellationToken cancellation)
        where T : class => SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
                request.Headers.Add("Idempotency-Key", idempotencyKey);
                return request;
            },
            type,
            cancellation);

    /// <exception cref="ProviderOutageException">No usable answer came.</exception>
    public Task<StripeAnswer<T>> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class => SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), type, cancellation);

    private async Task<StripeAnswer<T>> SendAsync<T>(Func<HttpRequestMessage> make, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        for (var attempt = 1; ; attempt++)
        {
            Exception failure;
            TimeSpan? wanted = null;
            try
            {
                using var request = make();
                if (request.Method == HttpMethod.Post)
                    await writes.EnterAsync(cancellation);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.ApiKey);
                request.Headers.Add("Stripe-Version", StripeSettings.ApiVersion);
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellation);
                var body = await response.Content.ReadAsByteArrayAsync(cancellation);
                if (response.IsSuccessStatusCode)
                    return new StripeAnswer<T>(JsonSerializer.Deserialize(body, type), null);
                if (!MayImprove(response))
                    return new StripeAnswer<T>(null, ErrorIn(body, response));
                failure = new ProviderOutageException($"The provider answered {(int)response.StatusCode}.") { IsNotDone = IsTurnedAway(response.StatusCode) };
                wanted = WaitIn(response);
            }
            catch (Exception network) when (IsOutage(network, cancellation))
            {
                failure = new ProviderOutageException("The provider did not answer.", network);
            }

            if (attempt == Tries || wanted > LongestWait)
                throw failure;
            var delay = TimeSpan.FromMilliseconds(Math.Min(5000, 250 * (1 << attempt)) * (0.5 + (Random.Shared.NextDouble() / 2)));
            await Task.Delay(wanted > delay ? wanted.Value : delay, clock, cancellation);
        }
    }

    private TimeSpan? WaitIn(HttpResponseMessage response) =>
        response.Headers.RetryAfter is { } told ? told.Delta ?? told.Date - clock.GetUtcNow() : null;

    /// <summary>A time-out of ours shows as a cancellation that nobody asked for.</summary>
    private static bool IsOutage(Exception network, CancellationToken cancellation) =>
        network is HttpRequestException or IOException || (network is OperationCanceledException && !cancellation.IsCancellationRequested);

    /// <summary>The provider's own word wins; without it, conflicts, its own faults and its rate limit pass.</summary>
    private static bool MayImprove(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("Stripe-Should-Retry", out var word))
            return word.FirstOrDefault() == "true";
        return response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests || (int)response.StatusCode >= 500;
    }

    private static StripeError ErrorIn(byte[] body, HttpResponseMessage response)
    {
        StripeError? error = null;
        try
        {
            error = JsonSerializer.Deserialize(body, StripeJson.Default.StripeErrorBody)?.Error;
            if (error is not null && IsRefusal(response.StatusCode, error))
                return error;
        }
        catch (JsonException)
        {
            // A proxy's page instead of the provider's answer: below, like any other answer that says nothing.
        }
        throw new ProviderOutageException(
            "The provider answered " + ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture) + " and did not judge the call.")
        {
            IsNotDone = IsTurnedAway(response.StatusCode) || error is { Code: "rate_limit" or "lock_timeout" },
        };
    }

    /// <summary>Said before the provider looks at what is asked.</summary>
    private static bool IsTurnedAway(HttpStatusCode status) =>
        status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests;

    /// <summary>
    /// A word on the request itself. A key of ours that is not accepted, a limit, a lock or a key in use say nothing of it: a payment
    /// that met one of these has not failed.
    /// </summary>
    private static bool IsRefusal(HttpStatusCode status, StripeError error) =>
        status is HttpStatusCode.BadRequest or HttpStatusCode.PaymentRequired or HttpStatusCode.NotFound
        && error is not { Type: "idempotency_error" } and not { Code: "rate_limit" or "lock_timeout" };
}

/// <summary>Either the object asked for, or the provider's definite refusal.</summary>
internal readonly record struct StripeAnswer<T>(T? Object, StripeError? Error)
    where T : class;

/// <summary>The provider did not answer usably; the same call with the same key may be made again.</summary>
public sealed class ProviderOutageException : OutageException
{
    /// <summary>False where the call may have been done all the same: then it is unknown, not failed (PAY-14).</summary>
    public bool IsNotDone { get; init; }

    public ProviderOutageException()
    {
    }

    public ProviderOutageException(string message)
        : base(message)
    {
    }

    public ProviderOutageException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
