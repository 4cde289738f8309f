package serverbench.net.uring;

/**
 * Numbers and struct layouts of io_uring, from linux/io_uring.h: the same on x86-64 and aarch64.
 */
final class UringAbi {

  /** System calls, which the C library has no functions for. */
  static final long SYS_IO_URING_SETUP = 425;

  static final long SYS_IO_URING_ENTER = 426;
  static final long SYS_IO_URING_REGISTER = 427;

  /** Flags of io_uring_setup. */
  static final int SETUP_CQSIZE = 1 << 3;

  static final int SETUP_CLAMP = 1 << 4;
  static final int SETUP_R_DISABLED = 1 << 6;
  static final int SETUP_SUBMIT_ALL = 1 << 7;
  static final int SETUP_COOP_TASKRUN = 1 << 8;
  static final int SETUP_SINGLE_ISSUER = 1 << 12;
  static final int SETUP_DEFER_TASKRUN = 1 << 13;

  /** struct io_uring_params. */
  static final int PARAMS_BYTES = 120;

  static final int PARAMS_SQ_ENTRIES = 0;
  static final int PARAMS_CQ_ENTRIES = 4;
  static final int PARAMS_FLAGS = 8;
  static final int PARAMS_FEATURES = 20;

  /** struct io_sqring_offsets within it. */
  static final int SQ_HEAD = 40;

  static final int SQ_TAIL = 44;
  static final int SQ_ARRAY = 64;

  /** struct io_cqring_offsets within it. */
  static final int CQ_HEAD = 80;

  static final int CQ_TAIL = 84;
  static final int CQ_CQES = 100;

  static final int FEAT_SINGLE_MMAP = 1;
  static final int FEAT_NODROP = 1 << 1;
  static final int FEAT_EXT_ARG = 1 << 8;

  static final long OFF_SQ_RING = 0;
  static final long OFF_SQES = 0x1000_0000L;

  /** Flags of io_uring_enter, and struct io_uring_getevents_arg. */
  static final int ENTER_GETEVENTS = 1;

  static final int ENTER_EXT_ARG = 1 << 3;
  static final int GETEVENTS_ARG_BYTES = 24;
  static final int GETEVENTS_ARG_TIMESPEC = 16;

  /** Operations of io_uring_register. */
  static final int REGISTER_PROBE = 8;

  static final int REGISTER_ENABLE_RINGS = 12;
  static final int REGISTER_PBUF_RING = 22;

  /** struct io_uring_probe, followed by struct io_uring_probe_op. */
  static final int PROBE_BYTES = 16;

  static final int PROBE_OP_BYTES = 8;
  static final int PROBE_OP_FLAGS = 2;
  static final int PROBE_OP_SUPPORTED = 1;
  static final int PROBE_OPS = 256;

  /** struct io_uring_buf_reg. */
  static final int BUF_REG_BYTES = 40;

  static final int BUF_REG_RING_ADDRESS = 0;
  static final int BUF_REG_ENTRIES = 8;
  static final int BUF_REG_GROUP = 12;

  /** struct io_uring_buf; the ring's tail lies over the reserved part of the first. */
  static final int BUF_BYTES = 16;

  static final int BUF_ADDRESS = 0;
  static final int BUF_LENGTH = 8;
  static final int BUF_ID = 12;
  static final int BUF_RING_TAIL = 14;

  /** struct io_uring_sqe. */
  static final int SQE_BYTES = 64;

  static final int SQE_FLAGS = 1;
  static final int SQE_IOPRIO = 2;
  static final int SQE_FD = 4;
  static final int SQE_OFFSET = 8;
  static final int SQE_ADDRESS = 16;
  static final int SQE_LENGTH = 24;
  static final int SQE_OP_FLAGS = 28;
  static final int SQE_USER_DATA = 32;
  static final int SQE_BUF_GROUP = 40;

  static final byte SQE_BUFFER_SELECT = 1 << 5;

  static final byte OP_ACCEPT = 13;
  static final byte OP_ASYNC_CANCEL = 14;
  static final byte OP_CLOSE = 19;
  static final byte OP_READ = 22;
  static final byte OP_SEND = 26;
  static final byte OP_RECV = 27;
  static final byte OP_SHUTDOWN = 34;

  static final short ACCEPT_MULTISHOT = 1;
  static final int SOCK_CLOEXEC = 0x80000;

  /** struct io_uring_cqe. */
  static final int CQE_BYTES = 16;

  static final int CQE_USER_DATA = 0;
  static final int CQE_RESULT = 8;
  static final int CQE_FLAGS = 12;

  static final int CQE_F_BUFFER = 1;
  static final int CQE_F_MORE = 1 << 1;
  static final int CQE_BUFFER_SHIFT = 16;

  private UringAbi() {}
}
