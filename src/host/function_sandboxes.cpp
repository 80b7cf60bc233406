#include "host/function_sandboxes.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <fstream>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include "base/assert.hpp"
#include "base/log.hpp"
#include "engine/blob_store.hpp"
#include "host/deployment_package.hpp"
#include "host/descriptor.hpp"
#include "host/function_runtime.hpp"
#include "host/linux_process_host.hpp"
#include "host/remove_tree.hpp"

namespace spotdrill {
namespace {

namespace fs = std::filesystem;
using Output = boost::asio::posix::stream_descriptor;

// Where a sandbox has what is its own.
constexpr const char* guest_task = "/var/task";
constexpr const char* guest_runtime = "/var/runtime";
constexpr const char* guest_output = "/var/lambda";

constexpr int output_buffer_bytes = 1 << 20;

/// "'it'\''s'": one word of a shell's.
std::string shell_word(std::string_view text) {
  std::string word{"'"};
  for (const char c : text) {
    if (c == '\'') {
      word += "'\\''";
    } else {
      word += c;
    }
  }
  return word + "'";
}

/// What becomes of a shell that has laid everything out.
// DEVIATION: functions run by the python3 and the node of this computer, by that of their runtime's
// version where there is one ("python3.12"); on AWS by the runtime's own.
std::string start_of(std::string_view runtime) {
  if (runtime.starts_with("python")) {
    return fmt::format(
        "command -v {0} >/dev/null && exec {0} {1}/python.py\nexec python3 {1}/python.py\n",
        runtime, guest_runtime);
  }
  if (runtime.starts_with("nodejs")) return fmt::format("exec node {}/node.js\n", guest_runtime);
  return "for program in /var/task/bootstrap /opt/bootstrap; do\n"
         "  [ -e $program ] && exec $program\n"
         "done\n"
         "echo 'Error: Couldn'\\''t find valid bootstrap(s): [/var/task/bootstrap "
         "/opt/bootstrap]'\n"
         "exit 127\n";
}

std::string script_of(const FunctionBoot& boot) {
  std::string script = fmt::format("#!/bin/sh\nexec </dev/null >{}/output 2>&1\n", guest_output);
  // "File descriptors: 1,024", "Processes/threads: 1,024".
  // Source: Lambda Developer Guide, "Lambda quotas".
  script += "ulimit -n 1024\n";
  for (const auto& [name, value] : boot.environment) {
    script += fmt::format("export {}={}\n", name, shell_word(value));
  }
  script += fmt::format("cd {}\n", guest_task);
  return script + start_of(boot.runtime);
}

bool write_text(const fs::path& path, std::string_view text) {
  std::ofstream file{path, std::ios::binary | std::ios::trunc};
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  return !file.fail();
}

class FunctionSandboxes final : public FunctionHost, public ProcessHostListener {
 public:
  FunctionSandboxes(boost::asio::io_context& loop, fs::path data_dir, BlobStore& packages,
                    LinuxInstances* instances)
      : loop_(loop),
        instances_dir_(data_dir / "instances"),
        directory_(std::move(data_dir) / "functions"),
        packages_(packages),
        instances_(instances) {}

  Result<void, std::string> begin() {
    std::error_code error;
    remove_tree(directory_ / "sandboxes", error);
    for (const char* name : {"code", "runtime", "sandboxes"}) {
      fs::create_directories(directory_ / name, error);
      fs::permissions(directory_ / name, static_cast<fs::perms>(0755), error);
      if (error) return refuse(fmt::format("cannot make {}/{}", directory_.string(), name));
    }
    if (!write_text(directory_ / "runtime" / "python.py", python_bootstrap) ||
        !write_text(directory_ / "runtime" / "node.js", node_bootstrap)) {
      return refuse(fmt::format("cannot write below {}", directory_.string()));
    }
    if (instances_ == nullptr) return {};
    instances_->set_sandbox_listener(*this);
    end_left_behind();
    return {};
  }

  void set_listener(FunctionListener& listener) override {
    listener_ = &listener;
    // Again: whoever became the listener of everything since has taken the sandboxes along.
    if (instances_ != nullptr) instances_->set_sandbox_listener(*this);
  }

  Result<void, CodeProblem> keep_code(const std::string& id, std::string_view zip) override {
    const auto unpacked = unpack(id, zip);
    if (unpacked.has_value() && packages_.put(id, zip)) return {};
    std::error_code error;
    remove_tree(code_of(id), error);
    return refuse(unpacked.has_value() ? CodeProblem::DiskFull : unpacked.error());
  }

  void erase_code(const std::string& id) override {
    packages_.erase(id);
    std::error_code error;
    remove_tree(code_of(id), error);
  }

  void retain_code(const std::vector<std::string>& ids) override {
    const std::set<std::string> kept{ids.begin(), ids.end()};
    std::set<std::string> there;
    for (std::string& id : packages_.ids()) there.insert(std::move(id));
    std::error_code error;
    for (const auto& entry : fs::directory_iterator{directory_ / "code", error}) {
      there.insert(entry.path().filename().string());
    }
    for (const std::string& id : there) {
      if (!kept.contains(id)) erase_code(id);
    }
  }

  Result<void, std::string> launch(const FunctionBoot& boot) override {
    if (instances_ == nullptr) return refuse(std::string{"instances are modelled here"});
    if (instances_->kind() == "plain") {
      return refuse(std::string{
          "functions need namespaces, which this computer does not give: 'spotdrill doctor'"});
    }
    TRY(unpack_again(boot.code));
    TRY(open_output(boot.id));
    InstanceBoot instance;
    instance.instance_id = boot.id;
    instance.region = boot.region;
    instance.hostname = "169-254-100-6";
    instance.private_ip = "169.254.100.6";
    instance.user_data = script_of(boot);
    instance.shared = {{code_of(boot.code), guest_task, true},
                       {directory_ / "runtime", guest_runtime, true},
                       {sandbox_of(boot.id), guest_output, false}};
    instance.outlives_daemon = false;
    instances_->launch(instance);
    return {};
  }

  void kill(const std::string& id) override { instances_->kill(id); }

  std::string output(const std::string& id, std::size_t bytes_max) override {
    const auto found = outputs_.find(id);
    std::string text;
    if (found == outputs_.end()) return text;
    text.resize(bytes_max);
    const ssize_t got = ::read(found->second->native_handle(), text.data(), text.size());
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return text;
  }

  void instance_booted(const std::string&) override {}
  void instance_failed(const std::string& id, const std::string& reason) override {
    over(id, reason);
  }
  void user_data_ended(const std::string& id, ExitStatus status) override {
    if (listener_ != nullptr) listener_->function_exited(id, status);
  }
  void processes_gone(const std::string&, const WorkloadEnd&) override {}
  void unavailable(const std::string&, const Unavailable&) override {}
  void shutdown_requested(const std::string& id, bool) override { instances_->kill(id); }
  void shutting_down(const std::string&, const std::vector<ProcessState>&,
                     const std::vector<OpenFile>&) override {}
  void killed_after_grace(const std::string&, const std::vector<OpenFile>&) override {}
  void attachment_changed(const std::string&, const std::string&, Attachment) override {}
  void instance_ended(const std::string& id) override { over(id, {}); }

 private:
  [[nodiscard]] fs::path code_of(const std::string& id) const { return directory_ / "code" / id; }
  [[nodiscard]] fs::path sandbox_of(const std::string& id) const {
    return directory_ / "sandboxes" / id;
  }

  Result<void, CodeProblem> unpack(const std::string& id, std::string_view zip) {
    const fs::path unfinished = code_of(id + ".new");
    std::error_code error;
    remove_tree(unfinished, error);
    fs::create_directories(unfinished, error);
    if (error) return refuse(CodeProblem::DiskFull);
    fs::permissions(unfinished, static_cast<fs::perms>(0755), error);
    const auto unpacked = unpack_package(zip, unfinished);
    if (unpacked.has_value()) fs::rename(unfinished, code_of(id), error);
    if (unpacked.has_value() && !error) return {};
    std::error_code ignored;
    remove_tree(unfinished, ignored);
    return refuse(unpacked.has_value() ? CodeProblem::DiskFull : unpacked.error());
  }

  /// Where somebody has removed what was unpacked, the package is there still.
  Result<void, std::string> unpack_again(const std::string& id) {
    std::error_code error;
    if (fs::is_directory(code_of(id), error)) return {};
    const auto zip = packages_.read(id, 0, package_bytes_max);
    if (!zip || !unpack(id, *zip).has_value()) {
      return refuse(fmt::format("the code {} is not there", id));
    }
    return {};
  }

  /// A pipe that has a name, so that what was written before a reply is there when the reply is.
  Result<void, std::string> open_output(const std::string& id) {
    std::error_code error;
    fs::create_directories(sandbox_of(id), error);
    fs::permissions(sandbox_of(id), static_cast<fs::perms>(0755), error);
    const fs::path path = sandbox_of(id) / "output";
    constexpr mode_t everybody = 0666;
    if (::mkfifo(path.c_str(), everybody) != 0 || ::chmod(path.c_str(), everybody) != 0) {
      return refuse(fmt::format("cannot make {}", path.string()));
    }
    // Both ends: a pipe without writers would be readable for ever.
    Descriptor pipe{::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC)};
    if (!pipe.valid()) return refuse(fmt::format("cannot open {}", path.string()));
    ::fcntl(pipe.get(), F_SETPIPE_SZ, output_buffer_bytes);
    outputs_[id] = std::make_unique<Output>(loop_, pipe.release());
    await_output(id);
    return {};
  }

  void await_output(const std::string& id) {
    outputs_.at(id)->async_wait(Output::wait_read,
                                [this, id](const boost::system::error_code& gone) {
                                  if (gone || !outputs_.contains(id)) return;
                                  listener_->function_output(id);
                                  if (outputs_.contains(id)) await_output(id);
                                });
  }

  void over(const std::string& id, const std::string& failure) {
    if (listener_ != nullptr) listener_->function_ended(id, failure);
    outputs_.erase(id);
    instances_->discard(id);
    std::error_code error;
    remove_tree(sandbox_of(id), error);
  }

  /// What a daemon has left that was killed.
  void end_left_behind() {
    std::vector<std::string> ids;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator{instances_dir_, error}) {
      std::string id = entry.path().filename().string();
      if (id.starts_with(function_sandbox_prefix)) ids.push_back(std::move(id));
    }
    for (const std::string& id : ids) {
      InstanceBoot boot;
      boot.instance_id = id;
      if (instances_->take_up(boot)) {
        instances_->kill(id);
      } else {
        instances_->discard(id);
      }
    }
  }

  boost::asio::io_context& loop_;
  fs::path instances_dir_;
  fs::path directory_;
  BlobStore& packages_;
  LinuxInstances* instances_;
  FunctionListener* listener_ = nullptr;
  std::map<std::string, std::unique_ptr<Output>> outputs_;
};

}  // namespace

Result<std::unique_ptr<FunctionHost>, std::string> make_function_host(boost::asio::io_context& loop,
                                                                      const fs::path& data_dir,
                                                                      BlobStore& packages,
                                                                      LinuxInstances* instances) {
  auto host = std::make_unique<FunctionSandboxes>(loop, data_dir, packages, instances);
  TRY(host->begin());
  return host;
}

}  // namespace spotdrill
