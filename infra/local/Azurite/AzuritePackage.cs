using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Solde.Local.Azurite;

/// <summary>Azurite's npm package, installed from the lock file when it is first needed.</summary>
internal static class AzuritePackage
{
    private static readonly TimeSpan PollForLock = TimeSpan.FromMilliseconds(200);

    /// <summary>Installs when needed, and returns the script that node runs, and what node loads before it.</summary>
    public static async Task<(string Script, string Lookups)> EnsureInstalledAsync(CancellationToken cancellationToken)
    {
        var directory = FindDirectory();
        if (!IsInstalled(directory))
        {
            // Test runs of two projects start at once, and `npm ci` begins by deleting what the other one just installed.
            using var installing = await LockAsync(directory, cancellationToken);
            if (!IsInstalled(directory)) await InstallAsync(directory, cancellationToken);
        }

        return (Path.Combine(directory, "node_modules", "azurite", "dist", "src", "azurite.js"), Path.Combine(directory, "lookups.cjs"));
    }

    private static string FindDirectory()
    {
        var written = typeof(AzuritePackage).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => attribute.Key == "AzuritePackageDirectory")?.Value;
        if (written is not null && File.Exists(Path.Combine(written, "package-lock.json"))) return written;

        // The source tree was moved since it was built.
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Solde.slnx"))) return Path.Combine(folder.FullName, "infra", "local", "Azurite");
        throw new InvalidOperationException("infra/local/Azurite with Azurite's package-lock.json was not found above the running program.");
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
        var path = Path.Combine(Path.GetTempPath(), $"solde-azurite-{name}.lock");
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
            throw new InvalidOperationException($"`npm ci` for Azurite ended with code {npm.ExitCode}.\n{await output}{await error}");
    }
}
