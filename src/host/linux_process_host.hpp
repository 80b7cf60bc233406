// Instances as real Linux process trees: namespaces where the host gives them, plain processes
// where it does not. What runs inside an instance is started by spotdrill-init (src/init/).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/clock.hpp"
#include "engine/process_host.hpp"
#include "host/descriptor.hpp"
#include "host/instance_watch.hpp"

namespace boost::asio {
class io_context;
}

namespace spotdrill {

class SharedTime;

/// What `*.amazonaws.com` resolves to inside an instance. Link-local, so that no host route and no
/// address of AWS is hidden by it.
inline constexpr std::string_view guest_aws_address = "169.254.171.1";
/// The instance metadata service. Source: EC2 User Guide, "Access instance metadata".
inline constexpr std::string_view guest_imds_address = "169.254.169.254";
/// The Amazon DNS server. Source: VPC User Guide, "DNS attributes for your VPC".
inline constexpr std::string_view guest_dns_address = "169.254.169.253";

/// Sockets made inside an instance's network namespace, for the daemon to serve.
struct GuestSockets {
  std::string instance_id;
  std::string region;
  std::string private_ip;
  Descriptor imds;   ///< Listening, TCP 169.254.169.254:80.
  Descriptor https;  ///< Listening, TCP guest_aws_address:443.
  Descriptor http;   ///< Listening, TCP guest_aws_address:80.
  Descriptor dns;    ///< Bound, UDP 169.254.169.253:53.
};

/// How instances are made.
enum class HostMode : std::uint8_t {
  Auto,    ///< The best that this host gives, in the order below.
  Root,    ///< Namespaces, as root.
  Userns,  ///< Namespaces inside a user namespace, as an ordinary user.
  Plain,   ///< No namespaces: process groups, proxy and endpoint variables.
};

/// What instances reach beside the metadata service and AWS's names, which are always ours.
enum class OutsideNetwork : std::uint8_t {
  Auto,     ///< Open where this computer has a way (outside_network.hpp).
  AwsOnly,  ///< Nothing.
  Open,     ///< The internet, but nothing of the host itself.
};

/// "auto", "root", "userns", "plain": the words of `serve --host-mode`.
std::string_view to_string(HostMode mode);

struct HostOptions {
  std::filesystem::path data_dir;       ///< Absolute. Instances live below `instances/`.
  std::filesystem::path init_program;   ///< spotdrill-init; empty: beside this program.
  std::filesystem::path ca_bundle;      ///< PEM: the system's authorities and ours.
  std::vector<SharedDirectory> shared;  ///< Mounted in every instance. `/mnt/efs` always is.
  HostMode mode = HostMode::Auto;
  OutsideNetwork network = OutsideNetwork::AwsOnly;
  std::filesystem::path network_helper = {};  ///< What `network` comes to; the host finds it.
  /// Real time that an instance waits for a daemon to connect again before it shuts itself down;
  /// zero: at once when its daemon is gone.
  std::chrono::milliseconds orphan_grace{0};
  std::uint16_t port = 4566;  ///< The daemon's port, for the plain mode's proxy variables.
  /// What opens an instance's metadata at that port, for the same. Empty: nothing is asked for.
  std::function<std::string(std::string_view instance_id)> metadata_key = {};
  /// Where cloud-init's tree is now (cloud_init.hpp), asked for at each boot. Empty, or an empty
  /// path: there is none.
  std::function<std::filesystem::path()> cloud_init = {};
  /// When the data directory's file system has less free space than this, the instance whose root
  /// volume occupies the most is killed and its root volume emptied, so that the daemon's store and
  /// the others can go on. Zero: as suits the file system. Units: bytes.
  // DEVIATION: on AWS a full root volume gives its own programs "No space left on device", and its
  // instance keeps it.
  std::uint64_t free_bytes_min = 0;
  /// Where drill time passes over waits: how programs are told. Outlives the host; else null.
  const SharedTime* time = nullptr;
};

/// Processor time beside the time in which it was used: at a fixed speed, work that takes one
/// second of a processor takes as many seconds of drill time.
struct ProcessorUse {
  std::string_view phase;  ///< "instance", from its boot on; "shutdown", from SIGTERM on.
  std::chrono::nanoseconds processor_time{0};
  /// Real time in which the instance had something to compute and no processor did it: this
  /// computer was busy with others. Nothing where the kernel does not tell.
  std::optional<std::chrono::nanoseconds> waited;
  Duration drill_time{0};
};

/// What a LinuxProcessHost tells beside ProcessHostListener. Called on the thread of the loop.
struct HostEvents {
  /// An instance's sockets are there; before instance_booted, and again after take_up.
  std::function<void(GuestSockets)> sockets_ready;
  /// The instance has ended: close what sockets_ready brought.
  std::function<void(const std::string& instance_id)> sockets_gone;
  /// New console output, as it comes.
  std::function<void(const std::string& instance_id, std::string_view text)> console_output;
  /// How much processor time an instance has used: of its whole life when it ends, and of its
  /// shutdown when user data ends after SIGTERM, or the instance does.
  std::function<void(const std::string& instance_id, const ProcessorUse& use)> processor_used;
};

/// What make_linux_process_host makes.
class LinuxInstances : public ProcessHost, public InstanceWatch {
 public:
  /// Who hears of the sandboxes of functions (engine/function_host.hpp), until set_listener.
  virtual void set_sandbox_listener(ProcessHostListener& listener) = 0;

  /// Whether instances reach the internet: through a helper, or with the host's own network.
  [[nodiscard]] virtual bool network_open() const = 0;
};

/// Makes the host. `loop` and `clock` outlive it. Destroying it leaves the instances running; they
/// can be taken up again within `orphan_grace`.
/// Errors: one sentence that says what this computer lacks.
Result<std::unique_ptr<LinuxInstances>, std::string> make_linux_process_host(
    boost::asio::io_context& loop, HostOptions options, const Clock& clock, HostEvents events);

}  // namespace spotdrill
