using System.Text.Json;
using Solde.Functions.Api;
using Solde.Platform.Durable;

namespace Solde.Functions.Operations;

/// <summary>
/// Lets a workflow go on. One that has failed begins again, under its id and with its input: its steps are idempotent, so what was done is
/// found done. That is also what is left after a story was mended that did not fit its history.
/// </summary>
internal static class ResumeWorkflow
{
    private const string Reason = "resumed by the operator";

    public static async Task<Answer> Handle(string instance, DurableTaskClient hub, Command command)
    {
        if (await hub.GetInstanceAsync(instance, getInputsAndOutputs: true, command.CancellationToken) is not { } found)
            return CommonRefusals.NotFound;
        switch (found.RuntimeStatus)
        {
            case OrchestrationRuntimeStatus.Suspended:
                await hub.ResumeInstanceAsync(instance, Reason, command.CancellationToken);
                break;
            case OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated:
                await BeginAgainAsync(found, hub, command.CancellationToken);
                break;
            default:
                return OperationsRefusals.WorkflowNotStuck.With(StuckWorkflow.Word(found.RuntimeStatus));
        }
        return Answer.Accepted(StuckWorkflow.Of(found), OperationsJson.Default.StuckWorkflow, "/api/v1/stuck-workflows");
    }

    private static async Task BeginAgainAsync(OrchestrationMetadata ended, DurableTaskClient hub, CancellationToken cancellation)
    {
        using var input = JsonDocument.Parse(ended.SerializedInput ?? "null");
        await hub.ScheduleNewOrchestrationInstanceAsync(
            ended.Name,
            ended.InstanceId,
            input.RootElement,
            OperationsJson.Default.JsonElement,
            new StartOrchestrationOptions(ExistingInstance.ReplaceEnded),
            cancellation);
    }
}
