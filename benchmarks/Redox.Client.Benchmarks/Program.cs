using BenchmarkDotNet.Running;
using Redox.Client.Benchmarks;

SameResult.Check();
BenchmarkSwitcher.FromAssembly(typeof(Payload).Assembly).Run(args);
