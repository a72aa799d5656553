using Microsoft.AspNetCore.Http;

namespace Solde.Tests.Faults;

/// <summary>Answers that storage did not give, in the form in which it would have given them.</summary>
internal static class FaultyAnswer
{
    private const string ServerBusy = """{"odata.error":{"code":"ServerBusy","message":{"lang":"en-US","value":"The server is busy."}}}""";

    private const string ConditionNotSatisfied =
        """{"odata.error":{"code":"UpdateConditionNotSatisfied","message":{"lang":"en-US","value":"The update condition specified in the request was not satisfied."}}}""";

    public static Task WriteAsync(HttpContext context, StorageCall call, FaultAnswer answer, HttpResponseMessage? real)
    {
        switch (answer)
        {
            case FaultAnswer.Status503:
                return WriteErrorAsync(context.Response, 503, "ServerBusy", ServerBusy);
            case FaultAnswer.Precondition412 when call.Kind == "EntityGroupTransaction":
                return WriteRefusedTransactionAsync(context.Response);
            case FaultAnswer.Precondition412:
                var code = call.Service == Solde.Platform.Storage.StorageService.Table ? "UpdateConditionNotSatisfied" : "ConditionNotMet";
                return WriteErrorAsync(context.Response, 412, code, ConditionNotSatisfied);
            case FaultAnswer.Real when real is not null:
                return StorageForwarder.CopyAsync(real, context.Response);
            default:
                context.Abort();
                return Task.CompletedTask;
        }
    }

    private static Task WriteErrorAsync(HttpResponse response, int status, string code, string json)
    {
        response.StatusCode = status;
        response.Headers["x-ms-error-code"] = code;
        response.ContentType = "application/json";
        return response.WriteAsync(json);
    }

    // The refusal of a transaction lies inside an answer that says 202.
    private static Task WriteRefusedTransactionAsync(HttpResponse response)
    {
        response.StatusCode = 202;
        response.ContentType = "multipart/mixed; boundary=batchresponse_fault";
        string[] lines =
        [
            "--batchresponse_fault", "Content-Type: multipart/mixed; boundary=changesetresponse_fault", "",
            "--changesetresponse_fault", "Content-Type: application/http", "Content-Transfer-Encoding: binary", "",
            "HTTP/1.1 412 Precondition Failed", "Content-Type: application/json", "",
            ConditionNotSatisfied.Replace("The update", "0:The update", StringComparison.Ordinal),
            "--changesetresponse_fault--", "--batchresponse_fault--", "",
        ];
        return response.WriteAsync(string.Join("\r\n", lines));
    }
}
