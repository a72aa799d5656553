using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Solde.Local;

/// <summary>A folder of the source tree with a package-lock.json, whose packages are installed when they are first needed.</summary>
internal static class NpmFolder
{
    private static readonly TimeSpan PollForLock = TimeSpan.FromMilliseconds(200);

    /// <exception cref="InvalidOperationException">npm is not there or fails.</exception>
    public static async Task EnsureInstalledAsync(string directory, CancellationToken cancellationToken)
    {
        if (IsInstalled(directory)) return;
        // Test runs of two projects start at once, and `npm ci` begins by deleting what the other one just installed.
        using var installing = await LockAsync(directory, cancellationToken);
        if (!IsInstalled(directory)) await InstallAsync(directory, cancellationToken);
    }

    // npm writes this file last, so an installation that was interrupted does not count as one.
    private static bool IsInstalled(string directory)
    {
        var installed = new FileInfo(Path.Combine(directory, "node_modules", ".package-lock.json"));
        return installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(directory, "package-lock.json"));
    }

    private static async Task<FileStream> LockAsync(string directory, CancellationToken cancellationToken)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(directory)))[..16];
        var path = Path.Combine(Path.GetTempPath(), $"solde-npm-{name}.lock");
        while (true)
        {
            try
            {
                // The system gives the lock back when its holder dies; the file itself stays and means nothing.
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(PollForLock, cancellationToken);
            }
        }
    }

    private static async Task InstallAsync(string directory, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm")
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // No package here needs to run anything in order to be installed.
        foreach (var argument in (string[])["ci", "--ignore-scripts", "--no-audit", "--no-fund"]) start.ArgumentList.Add(argument);

        using var npm = Process.Start(start) ?? throw new InvalidOperationException("npm could not be started.");
        var output = npm.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = npm.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await npm.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // It must not go on when the lock is given back.
            npm.Kill(entireProcessTree: true);
            throw;
        }

        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"`npm ci` in {directory} ended with code {npm.ExitCode}.\n{await output}{await error}");
    }
}
