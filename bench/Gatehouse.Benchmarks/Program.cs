using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Gatehouse.Benchmarks;

if (args is ["argon2-ratio", .. var parameters])
    return Argon2Ratio.Run(parameters);
if (args is ["bare-hash"])
    return BareHash.Run();

BenchmarkSwitcher.FromAssembly(typeof(Argon2Ratio).Assembly)
    .Run(args, DefaultConfig.Instance.WithArtifactsPath(Path.Combine("artifacts", "benchmarks")));
return 0;
