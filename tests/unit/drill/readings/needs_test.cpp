#include "drill/readings/needs.hpp"

#include <gtest/gtest.h>

namespace spotdrill::drill {
namespace {

struct Case {
  const char* line;
  Unmet::Kind kind;
  const char* what;
};

// Lines as bash, dash, zsh, sudo, coreutils, curl, git, ssh, wget, apt, Python, Perl, Node, Java,
// Go, PyTorch, mount and systemctl print them.
TEST(NeedIn, NamesWhatIsMissing) {
  constexpr Case cases[] = {
      {"/var/lib/cloud/instance/scripts/part-001: line 4: docker: command not found",
       Unmet::Kind::Command, "docker"},
      {"sudo: nvidia-smi: command not found", Unmet::Kind::Command, "nvidia-smi"},
      {"zsh: command not found: conda", Unmet::Kind::Command, "conda"},
      {"sh: 1: nextflow: not found", Unmet::Kind::Command, "nextflow"},
      {"/usr/bin/env: \u2018node\u2019: No such file or directory", Unmet::Kind::Command, "node"},
      {"nohup: failed to run command 'Rscript': No such file or directory", Unmet::Kind::Command,
       "Rscript"},
      {"fatal: unable to access 'https://github.com/u/r.git/': Could not resolve host: github.com",
       Unmet::Kind::Name, "github.com"},
      {"curl: (6) Could not resolve host: example.com", Unmet::Kind::Name, "example.com"},
      {"wget: unable to resolve host address \u2018example.com\u2019", Unmet::Kind::Name,
       "example.com"},
      {"Err:1 http://deb.debian.org bookworm InRelease  Temporary failure resolving "
       "'deb.debian.org'",
       Unmet::Kind::Name, "deb.debian.org"},
      {"ModuleNotFoundError: No module named 'torch'", Unmet::Kind::Module, "torch"},
      {"Error: Cannot find module 'pino'", Unmet::Kind::Module, "pino"},
      {"Can't locate JSON/XS.pm in @INC (you may need to install the JSON::XS module) (@INC "
       "contains: /etc/perl) at etl.pl line 2.",
       Unmet::Kind::Module, "JSON/XS.pm"},
      {"Error in library(data.table) : there is no package called \u2018data.table\u2019",
       Unmet::Kind::Module, "data.table"},
      {"Error: spawn ffmpeg ENOENT", Unmet::Kind::Command, "ffmpeg"},
      {"Can't exec \"samtools\": No such file or directory at run.pl line 12.",
       Unmet::Kind::Command, "samtools"},
      {"java.io.IOException: Cannot run program \"nvidia-smi\": error=2, No such file or directory",
       Unmet::Kind::Command, "nvidia-smi"},
      {"2026/11/30 12:00:00 exec: \"ffprobe\": executable file not found in $PATH",
       Unmet::Kind::Command, "ffprobe"},
      {"timeout: failed to run command \u2018julia\u2019: No such file or directory",
       Unmet::Kind::Command, "julia"},
      {"ssh: Could not resolve hostname github.com: Name or service not known", Unmet::Kind::Name,
       "github.com"},
      {"Error: getaddrinfo ENOTFOUND registry.npmjs.org", Unmet::Kind::Name, "registry.npmjs.org"},
      {"RuntimeError: Found no NVIDIA driver on your system. Please check that you have an NVIDIA "
       "GPU",
       Unmet::Kind::Device, "GPU of NVIDIA"},
      {"mount: /data: special device /dev/xvdf does not exist.", Unmet::Kind::Device, "/dev/xvdf"},
      {"System has not been booted with systemd as init system (PID 1). Can't operate.",
       Unmet::Kind::Command, "systemd"},
      {"Cannot connect to the Docker daemon at unix:///var/run/docker.sock.", Unmet::Kind::Command,
       "docker"},
  };
  for (const Case& each : cases) {
    const auto need = need_in(each.line);
    ASSERT_TRUE(need) << each.line;
    EXPECT_EQ(need->what, each.what) << each.line;
    EXPECT_EQ(need->kind, each.kind) << each.line;
  }
}

TEST(NeedIn, TakesNoOtherTroubleForIt) {
  for (const char* line :
       {"checkpoint not found", "INFO: key 12: not found in cache",
        "FileNotFoundError: [Errno 2] No such file or directory: 'state.json'",
        "cat: state: No such file or directory", "404: not found", "", "progress 40%",
        "Error: Cannot find module './config'", "Error: spawn ./worker.sh ENOENT",
        "exec: \"./train\": executable file not found in $PATH"}) {
    EXPECT_FALSE(need_in(line)) << line;
  }
}

// Goal: a program that Python could not start is told from a file that it could not open.
TEST(NeedIn, TellsWhatPythonCouldNotStartFromWhatItCouldNotOpen) {
  constexpr std::string_view of_subprocess =
      "    raise child_exception_type(errno_num, err_msg, err_filename)";
  constexpr std::string_view error =
      "FileNotFoundError: [Errno 2] No such file or directory: 'nvidia-smi'";
  ASSERT_TRUE(need_in(error, of_subprocess));
  EXPECT_EQ(need_in(error, of_subprocess)->what, "nvidia-smi");
  EXPECT_FALSE(need_in(error, "    with open('nvidia-smi') as file:"));
  EXPECT_FALSE(
      need_in("FileNotFoundError: [Errno 2] No such file or directory: './run.sh'", of_subprocess));
}

TEST(AddNeed, NamesAThingOnce) {
  std::vector<Unmet> needs;
  add_need(needs, {.kind = Unmet::Kind::Service, .what = "s3"});
  add_need(needs, {.kind = Unmet::Kind::Service, .what = "s3"});
  add_need(needs, {.kind = Unmet::Kind::Command, .what = "s3"});
  EXPECT_EQ(needs.size(), 2U);
}

}  // namespace
}  // namespace spotdrill::drill
