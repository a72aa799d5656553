namespace Solde.Platform.Durable;

/// <summary>What the task hub takes as an instance's id.</summary>
internal static class InstanceIds
{
    public const int MaxLength = 100;

    /// <exception cref="ArgumentException">Empty, too long, begins with '@', or holds one of / \ # ? or a control character.</exception>
    public static string Checked(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (instanceId.Length > MaxLength || instanceId[0] == '@' || instanceId.Any(IsRefused))
            throw new ArgumentException($"'{instanceId}' cannot be an orchestration's instance id.", nameof(instanceId));
        return instanceId;
    }

    private static bool IsRefused(char c) => c is '/' or '\\' or '#' or '?' || char.IsControl(c);
}
