using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>The provider's error bodies. The texts are our own; types, codes and statuses are the documented ones.</summary>
internal static class Refuse
{
    public static Answer Invalid(string? code, string message, string? parameter = null, int status = 400) =>
        new(status, Body("invalid_request_error", code, message, parameter));

    /// <summary>An object named in the address is 404; one named in a parameter is 400.</summary>
    public static Answer Missing(string kind, string id, string? parameter = null) =>
        Invalid("resource_missing", $"No such {kind}: '{id}'", parameter ?? "id", parameter is null ? 404 : 400);

    public static Answer UnexpectedState(JsonObject intent, string message)
    {
        var answer = Invalid($"{intent.Kind()}_unexpected_state", message);
        answer.Body["error"]![intent.Kind()] = intent.DeepClone();
        return answer;
    }

    public static Answer Idempotency(string message) => new(400, Body("idempotency_error", null, message, null));

    public static Answer KeyInUse() => new(409, Body("idempotency_error", "idempotency_key_in_use",
        "Another request with this idempotency key is still being executed.", null));

    public static Answer Unauthorized(string message) => new(401, Body("invalid_request_error", null, message, null));

    /// <summary>What the provider says of its own trouble, or of too many calls.</summary>
    public static Answer Trouble(int status) => status switch
    {
        429 => new(429, Body("invalid_request_error", "rate_limit", "Too many requests were made too quickly.", null)),
        409 => new(409, Body("invalid_request_error", "lock_timeout", "The object is being changed by another request.", null)),
        _ => new(status, Body("api_error", null, "Something went wrong on the provider's side.", null)),
    };

    /// <summary>A card that was refused. The intent, and with it the failed charge, is part of the error.</summary>
    public static Answer Card(JsonObject paymentError, JsonObject intent)
    {
        var error = paymentError.Copy();
        error[intent.Kind()] = intent.DeepClone();
        return new Answer(402, new JsonObject { ["error"] = error });
    }

    private static JsonObject Body(string type, string? code, string message, string? parameter)
    {
        var error = new JsonObject { ["type"] = type, ["message"] = message };
        if (code is not null)
        {
            error["code"] = code;
            error["doc_url"] = "https://stripe.com/docs/error-codes/" + code.Replace('_', '-');
        }

        if (parameter is not null)
            error["param"] = parameter;
        return new JsonObject { ["error"] = error };
    }
}
