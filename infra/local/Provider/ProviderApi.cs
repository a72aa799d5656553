using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Solde.Local.Provider;

/// <summary>
/// The door of <c>/v1</c>: key, version, faults, idempotency, then the operation. In that order, since the provider refuses a wrong key and
/// too many calls before it looks at an idempotency key.
/// </summary>
internal sealed partial class ProviderApi(
    SandboxState state, SandboxClock clock, IdempotencyStore keys, Faults faults, CallLog calls, ProviderSandboxOptions options)
{
    private const string KeyHeader = "Idempotency-Key";
    private const string VersionHeader = "Stripe-Version";

    public async Task HandleAsync(HttpContext http)
    {
        var request = await ReadAsync(http.Request);
        var refusal = CheckCaller(http.Request);
        var fault = refusal is null ? faults.Take(request.Method, request.Path) : null;
        if (fault?.Kind == FaultKind.DropBefore)
        {
            calls.Add(request.Log(0, fault));
            http.Abort();
            return;
        }

        var (answer, original) = refusal is null ? await AnswerAsync(request, fault) : new KeyClaim(refusal, null);
        var dropped = fault?.Kind == FaultKind.DropAfter;
        calls.Add(request.Log(dropped ? 0 : answer!.Status, fault) with { Replayed = original is not null });
        if (dropped)
        {
            http.Abort();
            return;
        }

        await WriteAsync(http.Response, request, answer!, original, fault);
    }

    private async Task<KeyClaim> AnswerAsync(Request request, Fault? fault)
    {
        if (fault is { Kind: FaultKind.Status, SavedUnderKey: false })
            return new KeyClaim(Refuse.Trouble(fault.Status), null);
        if (Operation.Match(request.Method, request.Path["/v1/".Length..]) is not { } match)
            return new KeyClaim(Refuse.Invalid(null, $"Unrecognized request URL ({request.Method}: {request.Path}).", status: 404), null);
        if (request.Form is null)
            return new KeyClaim(Refuse.Invalid(null, "The request is not a well-formed application/x-www-form-urlencoded body."), null);
        if (request.Key?.Length > IdempotencyStore.LongestKey)
            return new KeyClaim(Refuse.Idempotency($"An idempotency key has at most {IdempotencyStore.LongestKey} characters."), null);

        if (request.Key is not null)
        {
            lock (state.Gate)
            {
                if (keys.Claim(request.Key, request.Fingerprint, clock.Now()) is { Answer: not null } known)
                    return known;
            }
        }

        try
        {
            if (Parameters.Check(match.Operation.Parameters, request.Form) is { } refusal)
                return new KeyClaim(refusal, null);
            if (fault is not null)
                await fault.PauseAsync();
            return new KeyClaim(Execute(request, match.Operation, match.Id, fault), null);
        }
        finally
        {
            lock (state.Gate)
                keys.Release(request.Key);
        }
    }

    private Answer Execute(Request request, Operation operation, string id, Fault? fault)
    {
        lock (state.Gate)
        {
            var change = Begin(request, fault);
            var answer = fault?.Kind == FaultKind.Status
                ? Refuse.Trouble(fault.Status)
                : operation.Run(new Call(change, request.Form!, id));
            // Expansion writes into the answer, and the answer may be the very object that is kept.
            answer = answer with { Body = answer.Body.Copy() };
            if (answer.Status == 200)
                answer = Expansion.Apply(change, answer, request.Form!.List("expand"));
            if (!answer.ChangesAreKept)
                change = Begin(request, fault);
            if (request.Key is not null)
                IdempotencyStore.Save(change, request.Fingerprint, answer);
            change.Commit();
            return answer;
        }
    }

    private Change Begin(Request request, Fault? fault) => new(state, clock.Now(), options)
    {
        RequestId = request.Id,
        IdempotencyKey = request.Key,
        DeliverTimes = fault?.Kind == FaultKind.DuplicateEvents ? 2 : 1,
    };

    private Answer? CheckCaller(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.Length == 0)
            return Refuse.Unauthorized("No API key was provided: send it as Authorization: Bearer.");
        if (authorization != $"Bearer {options.ApiKey}")
            return Refuse.Unauthorized("The API key is not valid.");
        var version = request.Headers[VersionHeader].ToString();
        return version.Length == 0 || VersionForm().IsMatch(version)
            ? null
            : Refuse.Invalid(null, $"Invalid Stripe API version: {version}");
    }

    private static async Task<Request> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var isForm = body.Length == 0 || request.HasFormContentType;
        var encoded = HttpMethods.IsPost(request.Method) ? body : request.QueryString.Value?.TrimStart('?') ?? "";
        var key = HttpMethods.IsPost(request.Method) ? request.Headers[KeyHeader].ToString() : "";
        return new Request(
            Ids.New("req"), request.Method, request.Path.Value!, isForm ? FormBody.Parse(encoded) : null, key.Length == 0 ? null : key);
    }

    private async Task WriteAsync(HttpResponse response, Request request, Answer answer, string? original, Fault? fault)
    {
        response.StatusCode = answer.Status;
        response.ContentType = "application/json";
        response.Headers["Request-Id"] = request.Id;
        var version = response.HttpContext.Request.Headers[VersionHeader].ToString();
        response.Headers[VersionHeader] = version.Length == 0 ? options.ApiVersion : version;
        if (request.Key is not null)
        {
            response.Headers[KeyHeader] = request.Key;
            response.Headers["Original-Request"] = original ?? request.Id;
        }

        if (original is not null)
            response.Headers["Idempotent-Replayed"] = "true";

        if (fault is { Kind: FaultKind.Status, ShouldRetry: { } shouldRetry })
            response.Headers["Stripe-Should-Retry"] = shouldRetry ? "true" : "false";
        if (fault is { Kind: FaultKind.Status, RetryAfterSeconds: { } seconds })
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await response.WriteAsync(answer.Body.ToJsonString());
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}(\\.[a-z]+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionForm();

    private sealed record Request(string Id, string Method, string Path, FormBody? Form, string? Key)
    {
        public string Fingerprint => $"{Method} {Path} {Form!.Fingerprint}";

        public LoggedCall Log(int status, Fault? fault) =>
            new(Id, Method, Path, Form?.Values.Copy(), Key) { Status = status, Fault = fault?.Kind };
    }
}
